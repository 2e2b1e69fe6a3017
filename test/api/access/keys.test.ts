import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, T0, createHarness } from '../harness.ts';
import { OPERATOR_KEY, askWith, createLockedHarness, makeKey, makeWorkspace } from './callers.ts';

let harness: Harness;
let operator: ReturnType<typeof askWith>;
beforeAll(async () => {
  harness = await createLockedHarness();
  operator = askWith(harness, OPERATOR_KEY);
});
afterAll(() => harness.app.close());

test('a key is shown once and stored as a hash', async () => {
  const made = await operator('POST', '/v1/keys', { name: 'CI', scope: 'operator' });
  const { key, keyId } = made.json();
  expect(made.statusCode).toBe(201);
  expect(made.headers['location']).toBe(`/v1/keys/${keyId}`);
  expect(made.json()).toMatchObject({ state: 'active', createdBy: 'operator', workspaceId: 'default' });
  // `wl_<ulid>_<secret>`; the secret may hold an underscore itself.
  const secret = key.split('_').slice(2).join('_');
  expect(secret).toHaveLength(43);
  const again = await operator('GET', `/v1/keys/${keyId}`);
  const listed = await operator('GET', '/v1/keys');
  const stored = JSON.stringify(await harness.ports.keys.get(keyId));
  for (const text of [again.body, listed.body, stored]) {
    expect(text).toContain(keyId);
    expect(text).not.toContain(secret);
  }
});

test('a stored key opens the API and its last use is noted to the minute', async () => {
  const { ask, keyId } = await makeKey(harness, { scope: 'viewer' });
  const lastUsed = async () => (await operator('GET', `/v1/keys/${keyId}`)).json().lastUsedAt;
  expect(await lastUsed()).toBeNull();
  expect((await ask('GET', '/v1/jobs')).statusCode).toBe(200);
  const first = new Date(harness.now).toISOString();
  expect(await lastUsed()).toBe(first);
  harness.now += 30_000;
  await ask('GET', '/v1/jobs');
  expect(await lastUsed()).toBe(first);
  harness.now += 31_000;
  await ask('GET', '/v1/jobs');
  expect(await lastUsed()).toBe(new Date(harness.now).toISOString());
});

test('an expired key is told that it has expired and what to do', async () => {
  const expiresAt = new Date(harness.now + 60_000).toISOString();
  const { ask } = await makeKey(harness, { name: 'short', expiresAt });
  expect((await ask('GET', '/v1/jobs')).statusCode).toBe(200);
  harness.now += 60_000;
  const refused = await ask('GET', '/v1/jobs');
  expect(refused.json()).toMatchObject({ status: 401, keyState: 'expired' });
  expect(refused.json().detail).toMatch(/"short" expired on 2026-01-15\. Ask an admin/);
});

test('a revoked key stops working at once and says so to its owner alone', async () => {
  const { ask, key, keyId } = await makeKey(harness, { name: 'lost laptop' });
  expect((await operator('DELETE', `/v1/keys/${keyId}`)).json()).toMatchObject({ state: 'revoked' });
  expect((await ask('GET', '/v1/jobs')).json()).toMatchObject({ status: 401, keyState: 'revoked' });
  const guessed = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
  const refused = await askWith(harness, guessed)('GET', '/v1/jobs');
  expect(refused.json()).toMatchObject({ status: 401, detail: expect.stringContaining('not known here') });
  expect(refused.body).not.toContain('lost laptop');
});

test('a key that expires in the past, or has a scope of no kind, is refused with what to give', async () => {
  const past = new Date(T0 - 1).toISOString();
  const expired = await operator('POST', '/v1/keys', { name: 'x', scope: 'viewer', expiresAt: past });
  expect(expired.json()).toMatchObject({ status: 422, errors: [{ pointer: '/expiresAt' }] });
  const odd = await operator('POST', '/v1/keys', { name: 'x', scope: 'root' });
  expect(odd.json()).toMatchObject({ status: 422, errors: [{ pointer: '/scope' }] });
});

test('an admin of a workspace makes keys of that workspace alone', async () => {
  const workspaceId = await makeWorkspace(harness, 'Kitchen');
  const kitchen = await makeKey(harness, { workspaceId });
  const own = await kitchen.ask('POST', '/v1/keys', { name: 'mine', scope: 'viewer' });
  expect(own.json()).toMatchObject({ workspaceId, createdBy: 'a key' });
  const foreign = await kitchen.ask('POST', '/v1/keys', {
    name: 'theirs',
    scope: 'admin',
    workspaceId: 'default',
  });
  expect(foreign.json()).toMatchObject({ status: 404, workspaceId: 'default' });
  const { keyId } = await makeKey(harness);
  expect((await kitchen.ask('GET', `/v1/keys/${keyId}`)).statusCode).toBe(404);
  expect((await kitchen.ask('DELETE', `/v1/keys/${keyId}`)).statusCode).toBe(404);
  const listed = (await kitchen.ask('GET', '/v1/keys')).json().items;
  expect(new Set(listed.map((key: { workspaceId: string }) => key.workspaceId))).toEqual(
    new Set([workspaceId]),
  );
});

test('the list of keys has pages', async () => {
  const workspaceId = await makeWorkspace(harness, 'Many');
  const { ask } = await makeKey(harness, { workspaceId });
  for (const name of ['a', 'b']) await ask('POST', '/v1/keys', { name, scope: 'viewer' });
  const first = (await ask('GET', '/v1/keys?limit=2')).json();
  const rest = (await ask('GET', `/v1/keys?limit=2&cursor=${first.nextCursor}`)).json();
  const names = [...first.items, ...rest.items].map(({ name }: { name: string }) => name);
  expect(names).toEqual(['b', 'a', 'a key']);
  expect(rest.nextCursor).toBeNull();
});

test('workspaces are made by the operator, renamed by their admins, and seen by their own', async () => {
  const workspaceId = await makeWorkspace(harness, 'Garden');
  const garden = await makeKey(harness, { workspaceId });
  expect((await garden.ask('POST', '/v1/workspaces', { name: 'More' })).statusCode).toBe(403);
  expect((await garden.ask('GET', '/v1/workspaces')).json().items).toHaveLength(1);
  const named = await garden.ask('PATCH', `/v1/workspaces/${workspaceId}`, { name: 'Big garden' });
  expect(named.json()).toMatchObject({ name: 'Big garden', plan: 'free' });
  const freed = await garden.ask('PATCH', `/v1/workspaces/${workspaceId}`, { plan: 'unlimited' });
  expect([freed.statusCode, freed.json().type]).toEqual([403, '/problems/forbidden']);
  expect((await garden.ask('PATCH', '/v1/workspaces/default', { name: 'Mine' })).statusCode).toBe(404);
  expect((await garden.ask('GET', '/v1/workspaces/default')).statusCode).toBe(404);
  expect((await operator('GET', `/v1/workspaces/${workspaceId}`)).json().name).toBe('Big garden');
  const viewer = await makeKey(harness, { scope: 'viewer' });
  expect((await viewer.ask('GET', `/v1/workspaces/${workspaceId}`)).statusCode).toBe(404);
  expect((await viewer.ask('GET', '/v1/workspaces/default')).statusCode).toBe(200);
});

test('where the API is open a stored key still narrows what its owner may do', async () => {
  const open = await createHarness();
  await open.ports.workspaces.insert({ _id: 'default', name: 'Default', createdAt: new Date(T0) });
  const made = await open.app.inject({
    method: 'POST',
    url: '/v1/keys',
    payload: { name: 'eyes', scope: 'viewer' },
  });
  const ask = askWith(open, made.json().key);
  expect((await ask('GET', '/v1/me')).json()).toMatchObject({ caller: 'eyes', scope: 'viewer', open: true });
  expect((await ask('GET', '/v1/keys')).statusCode).toBe(403);
  const nobody = await open.app.inject('/v1/me');
  expect(nobody.json()).toMatchObject({ caller: 'open', how: 'open', scope: 'admin', csrfToken: null });
  await open.app.close();
});

test('a workspace says how long its things are kept', async () => {
  const workspaceId = await makeWorkspace(harness, 'Keeper');
  const { ask } = await makeKey(harness, { workspaceId });
  const patch = (retention: object) => ask('PATCH', `/v1/workspaces/${workspaceId}`, { retention });
  const { retention } = (await patch({ eventsDays: 3, versionsDays: 7 })).json();
  expect(retention.own).toEqual({ eventsDays: 3, versionsDays: 7 });
  expect(retention.kept).toMatchObject({ eventsDays: 3, versionsDays: 7, deliveriesDays: 90 });
  expect((await patch({ versionsDays: null })).json().retention.own).toEqual({ eventsDays: 3 });
  const refused = await patch({ eventsDays: 0 });
  expect(refused.json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/retention/eventsDays', detail: expect.stringMatching(/Write whole days, from 1/) }],
  });
});
