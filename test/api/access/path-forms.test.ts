// What a request may do is judged by the route that takes it: however its address is written, it needs the same key.
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Harness } from '../harness.ts';
import { createLockedHarness, makeKey } from './callers.ts';

let harness: Harness;
let port: number;
beforeAll(async () => {
  harness = await createLockedHarness();
  port = Number(new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => harness.app.close());

/** The path goes over the wire as it is given; other clients would normalise it. */
function statusOf(path: string, key?: string): Promise<number> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });
}

const WAYS_TO_WRITE = [
  ['as it is', '/v1/agents'],
  ['with encoded letters', '/%76%31/agents'],
  ['with one encoded letter', '/v1/%61gents'],
  ['with a host before it', 'http://anything.example/v1/agents'],
  ['with a host and encoded letters', 'http://anything.example/%761/agents'],
  ['with the path of an open page as its query', '/v1/agents?/docs/'],
  ['with a fragment', '/v1/agents#/docs/'],
] as const;

test.each(WAYS_TO_WRITE)('a route needs a key when its address is written %s', async (_way, path) => {
  expect(await statusOf(path)).toBe(401);
});

test.each([
  ['as it is', '/v1/keys'],
  ['with encoded letters', '/%76%31/keys'],
  ['with a host before it', 'http://anything.example/v1/keys'],
])('a route needs its scope when its address is written %s', async (_way, path) => {
  const { key } = await makeKey(harness, { scope: 'viewer' });
  expect(await statusOf(path, key)).toBe(403);
});

test('an address that no route takes tells nothing but that', async () => {
  expect(await statusOf('/v1/nothing')).toBe(401);
  expect(await statusOf('/nothing')).toBe(404);
  expect(await statusOf('/docs/')).toBe(200);
});
