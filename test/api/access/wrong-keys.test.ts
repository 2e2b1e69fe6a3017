// Wrong keys: they hold up nobody who has a right one, whoever sends them, and the store is not asked for each.
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { parseTrustedProxies } from '../../../domain/system/access/caller-address.ts';
import { type Harness, createHarness } from '../harness.ts';
import { OPERATOR_KEY, askWith, createLockedHarness, makeKey } from './callers.ts';

type App = Harness['app'];

let harness: Harness;
const apps: App[] = [];
afterEach(async () => {
  await harness.app.close();
  for (const app of apps.splice(0)) await app.close();
});

function wrongKey(n: number): string {
  return `wl_01M8KD4NR0KSYNJG0T5TPW0GD9_${String(n).padStart(43, 'A')}`;
}

/** How often each status came. */
async function flood(ask: (n: number) => Promise<{ statusCode: number }>, times = 200) {
  const counts: Record<number, number> = {};
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => ask(n)));
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

function send(app: App, key: string, remoteAddress = '192.0.2.1') {
  return app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${key}` }, remoteAddress });
}

/** The API of another process on the same store, and what it asks the store of keys and sessions. */
async function restarted() {
  const asked = { keys: 0, sessions: 0, lists: 0 };
  const { keys, sessions } = harness.ports;
  const app = await createApp({
    ...harness.ports,
    keys: {
      ...keys,
      get: async (keyId) => ((asked.keys += 1), keys.get(keyId)),
      hashes: async (limit) => ((asked.lists += 1), keys.hashes(limit)),
    },
    sessions: { ...sessions, get: async (id) => ((asked.sessions += 1), sessions.get(id)) },
  });
  apps.push(app);
  return { app, asked };
}

test('wrong guesses at the key of the operator are slowed, and the right one works all the same', async () => {
  harness = await createLockedHarness();
  expect(await flood((n) => send(harness.app, `password${n}`), 30)).toEqual({ 401: 10, 429: 20 });
  const stopped = await send(harness.app, 'password1');
  expect(stopped.json()).toMatchObject({ status: 429, type: '/problems/rate-limited' });
  expect(stopped.headers['retry-after']).toBe('30');
  expect((await send(harness.app, OPERATOR_KEY)).statusCode).toBe(200);
});

test('unknown keys are limited before the store is asked, and the right one works all the same', async () => {
  harness = await createLockedHarness();
  const { key } = await makeKey(harness);
  const { app, asked } = await restarted();
  expect(await flood((n) => send(app, wrongKey(n)))).toEqual({ 401: 10, 429: 190 });
  expect(asked.keys).toBe(10);
  expect(asked.lists).toBeLessThanOrEqual(2);
  expect((await send(app, key)).statusCode).toBe(200);
});

test('a process that has just begun, in a flood from many addresses, lets a right key in', async () => {
  harness = await createLockedHarness();
  const { key } = await makeKey(harness);
  const { app } = await restarted();
  const going = flood((n) => send(app, wrongKey(n), `192.0.2.${n % 250}`), 1_000);
  expect((await send(app, key, '192.0.2.7')).statusCode).toBe(200);
  expect((await going)[401]).toBeLessThanOrEqual(101);
});

test('a key that was made a moment ago elsewhere works in the middle of a flood', async () => {
  harness = await createLockedHarness();
  const { app } = await restarted();
  await flood((n) => send(app, wrongKey(n)));
  const { key } = await makeKey(harness);
  expect((await send(app, key)).statusCode).toBe(200);
});

test('wrong secrets of a key that is there are told apart without the store', async () => {
  harness = await createLockedHarness();
  const { key } = await makeKey(harness);
  const { app, asked } = await restarted();
  const guess = (n: number) => send(app, `${key.slice(0, -6)}${String(n).padStart(6, '0')}`);
  expect(await flood(guess, 50)).toEqual({ 401: 10, 429: 40 });
  expect(asked.keys).toBe(0);
  expect((await send(app, key)).statusCode).toBe(200);
});

test('a revoked key says so as often as it is asked, and reads the store once', async () => {
  harness = await createLockedHarness();
  const { key, keyId } = await makeKey(harness);
  const { app, asked } = await restarted();
  expect((await send(app, key)).statusCode).toBe(200);
  await askWith(harness, OPERATOR_KEY)('DELETE', `/v1/keys/${keyId}`);
  asked.keys = 0;
  for (let n = 0; n < 30; n += 1)
    expect((await send(app, key)).json()).toMatchObject({ keyState: 'revoked' });
  expect(asked.keys).toBe(1);
});

test('logging in is limited in the same way, and the right key logs in all the same', async () => {
  harness = await createLockedHarness();
  const logIn = (key: string) => harness.app.inject({ method: 'POST', url: '/v1/session', payload: { key } });
  expect(await flood((n) => logIn(n % 2 === 0 ? `guess${n}` : wrongKey(n)), 40)).toEqual({
    401: 10,
    429: 30,
  });
  expect((await logIn(OPERATOR_KEY)).statusCode).toBe(201);
});

test('cookies that nobody knows are limited before the store is asked, and a login works all the same', async () => {
  harness = await createLockedHarness();
  const login = await harness.app.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { key: OPERATOR_KEY },
  });
  const cookie = [login.headers['set-cookie'] ?? ''].flat()[0]?.split(';')[0] ?? '';
  const { app, asked } = await restarted();
  const guess = (n: number) =>
    app.inject({ url: '/v1/me', headers: { cookie: `webloom_session=${String(n).padStart(43, 'B')}` } });
  expect(await flood(guess, 50)).toEqual({ 401: 10, 429: 40 });
  expect(asked.sessions).toBe(10);
  expect((await app.inject({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(200);
});

test('where the API is open a stale cookie stays as good as none', async () => {
  harness = await createHarness();
  await harness.ports.workspaces.insert({
    _id: 'default',
    name: 'Default',
    createdAt: new Date(harness.now),
  });
  const ask = () =>
    harness.app.inject({ url: '/v1/me', headers: { cookie: `webloom_session=${'B'.repeat(43)}` } });
  expect(await flood(ask, 30)).toEqual({ 200: 30 });
});

test('behind a trusted proxy each caller has tries of its own, and the audit names it', async () => {
  harness = await createHarness({
    apiKey: OPERATOR_KEY,
    trustedProxies: parseTrustedProxies('127.0.0.1').proxies,
  });
  const from = (address: string, key: string) =>
    harness.app.inject({
      method: 'POST',
      url: '/v1/session',
      payload: { key },
      headers: { 'x-forwarded-for': `10.9.8.7, ${address}` },
      remoteAddress: '127.0.0.1',
    });
  expect(await flood(() => from('192.0.2.1', 'guess'), 20)).toEqual({ 401: 10, 429: 10 });
  expect((await from('192.0.2.2', 'guess')).statusCode).toBe(401);
  const { items } = (await askWith(harness, OPERATOR_KEY)('GET', '/v1/audit')).json();
  expect(items[0]).toMatchObject({ address: '192.0.2.2', status: 401 });
});

test('without the setting nobody can claim another address', async () => {
  harness = await createLockedHarness();
  const claim = (n: number) =>
    harness.app.inject({
      url: '/v1/me',
      headers: { authorization: 'Bearer guess', 'x-forwarded-for': `192.0.2.${n}` },
    });
  expect(await flood(claim, 20)).toEqual({ 401: 10, 429: 10 });
});
