import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTE_SCOPES, scopeOf } from '../../../api/http/route-scope.ts';
import { SCOPES, type Scope, allows } from '../../../domain/system/access/scope.ts';
import type { Harness } from '../harness.ts';
import { createLockedHarness, makeKey } from './callers.ts';
import { type Route, routesOf } from './default-rows.ts';

let harness: Harness;
let routes: Route[];
beforeAll(async () => {
  harness = await createLockedHarness();
  routes = routesOf(harness);
});
afterAll(() => harness.app.close());

test('the table of scopes names only routes that exist', () => {
  const known = new Set(routes.map(({ method, url }) => `${method} ${url}`));
  const stale = Object.keys(ROUTE_SCOPES).filter((route) => !known.has(route));
  expect(stale).toEqual([]);
});

test('every route refuses each key below its scope, names the scope, and nothing is open by accident', async () => {
  expect(routes.length).toBeGreaterThan(45);
  const keys = new Map<Scope, Awaited<ReturnType<typeof makeKey>>>();
  for (const scope of SCOPES) keys.set(scope, await makeKey(harness, { scope, name: scope }));
  const wrong: string[] = [];
  for (const { method, url } of routes) {
    const needed = scopeOf(method, url);
    if (needed === 'open' || needed === 'any' || url === '/v1/events') continue;
    const path = url.replaceAll(/:\w+/g, 'none');
    const nobody = await harness.app.inject({ method, url: path });
    if (nobody.statusCode !== 401) wrong.push(`${method} ${url} without a key: ${nobody.statusCode}`);
    for (const [scope, { key }] of keys) {
      const headers = { authorization: `Bearer ${key}` };
      const { statusCode, body } = await harness.app.inject({ method, url: path, headers });
      const isRefused = statusCode === 403 && JSON.parse(body).neededScope === needed;
      if (isRefused === allows(scope, needed)) wrong.push(`${method} ${url} as ${scope}: ${statusCode}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('many jobs are removed by whom one may be removed by', async () => {
  const { ask } = await makeKey(harness, { scope: 'operator' });
  const order = { verb: 'delete', jobIds: ['job_none'] };
  for (const more of [{ dryRun: true }, { confirm: 1 }]) {
    const refused = await ask('POST', '/v1/bulk-actions', { ...order, ...more });
    expect(refused.json()).toMatchObject({ status: 403, neededScope: 'admin' });
  }
  expect((await ask('POST', '/v1/bulk-actions', { verb: 'pause', q: '', dryRun: true })).statusCode).toBe(
    200,
  );
  const admin = await makeKey(harness, { scope: 'admin' });
  expect((await admin.ask('POST', '/v1/bulk-actions', { ...order, dryRun: true })).statusCode).toBe(200);
});

test('reading is for viewers and changing for operators where nothing else is said', () => {
  expect(scopeOf('GET', '/v1/anything')).toBe('viewer');
  expect(scopeOf('HEAD', '/v1/keys')).toBe('admin');
  expect(scopeOf('PUT', '/v1/anything')).toBe('operator');
  expect(scopeOf('GET', '/anything', { scope: 'open' })).toBe('open');
});

test('the document names every route with a scope of its own', () => {
  const text = readFileSync(new URL('../../../docs/api-keys.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z]+ \/\S*)` \| (\w+) \|/gm)].map(([, route, scope]) => [
    route,
    scope,
  ]);
  expect(Object.fromEntries(rows)).toEqual(ROUTE_SCOPES);
});
