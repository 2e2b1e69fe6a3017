import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { type Harness, putJob } from '../harness.ts';
import { OPERATOR_KEY, askWith, createLockedHarness, makeKey } from './callers.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createLockedHarness();
});
afterAll(() => harness.app.close());

async function logIn(key: string, headers: Record<string, string> = {}) {
  const answer = await harness.app.inject({ method: 'POST', url: '/v1/session', payload: { key }, headers });
  const [cookie = ''] = [answer.headers['set-cookie'] ?? ''].flat();
  return { answer, setCookie: cookie, cookie: cookie.split(';')[0] ?? '', me: answer.json() };
}

test('a login gives a cookie that scripts can not read and other sites can not send', async () => {
  const { answer, setCookie, cookie, me } = await logIn(OPERATOR_KEY);
  expect(answer.statusCode).toBe(201);
  expect(setCookie).toMatch(/^webloom_session=[\w-]{43}; /);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(setCookie).toContain(part);
  expect(setCookie).not.toContain('Secure');
  expect(me).toMatchObject({ how: 'session', caller: 'operator', scope: 'admin', open: false });
  expect(me.workspace).toEqual({ workspaceId: 'default', name: 'Default' });
  expect((await harness.app.inject({ url: '/v1/me', headers: { cookie } })).json()).toMatchObject({
    how: 'session',
    csrfToken: me.csrfToken,
    expiresAt: new Date(harness.now + 7 * 86_400_000).toISOString(),
  });
  const behindProxy = await logIn(OPERATOR_KEY, { 'x-forwarded-proto': 'https' });
  expect(behindProxy.setCookie).toContain('Secure');
});

test('a change by a login needs the token that only our own page knows', async () => {
  const { _id } = await putJob(harness, 'created');
  const { cookie, me } = await logIn(OPERATOR_KEY);
  const archive = (headers: Record<string, string>) =>
    harness.app.inject({ method: 'POST', url: `/v1/jobs/${_id}/archive`, headers: { cookie, ...headers } });
  const refused = await archive({});
  expect(refused.json()).toMatchObject({ status: 403, detail: expect.stringContaining('x-csrf-token') });
  expect((await archive({ 'x-csrf-token': 'A'.repeat(43) })).statusCode).toBe(403);
  const foreign = { 'x-csrf-token': me.csrfToken, 'sec-fetch-site': 'cross-site' };
  expect((await archive(foreign)).statusCode).toBe(403);
  expect((await archive({ 'x-csrf-token': me.csrfToken })).statusCode).toBe(200);
});

test('a login survives a restart of the API, which keeps only a hash of it', async () => {
  const { cookie } = await logIn(OPERATOR_KEY);
  const token = cookie.split('=')[1] ?? '';
  expect(await harness.ports.sessions.get(token)).toBeNull();
  const again = await createApp(harness.ports);
  expect((await again.inject({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(200);
  await again.close();
});

test('a login ends with its key, by log-out, and after seven days', async () => {
  const { key, keyId } = await makeKey(harness, { name: 'ann', scope: 'viewer' });
  const { cookie, me } = await logIn(key);
  const ask = () => harness.app.inject({ url: '/v1/me', headers: { cookie } });
  expect((await ask()).json()).toMatchObject({ caller: 'ann', scope: 'viewer', how: 'session' });
  await askWith(harness, OPERATOR_KEY)('DELETE', `/v1/keys/${keyId}`);
  expect((await ask()).json()).toMatchObject({ status: 401, keyState: 'revoked' });
  expect(me.csrfToken).toBeTruthy();

  const other = await logIn(OPERATOR_KEY);
  const headers = { cookie: other.cookie, 'x-csrf-token': other.me.csrfToken };
  const out = await harness.app.inject({ method: 'DELETE', url: '/v1/session', headers });
  expect(out.statusCode).toBe(204);
  expect(String(out.headers['set-cookie'])).toMatch(/^webloom_session=;.*Expires=Thu, 01 Jan 1970/);
  const ended = await harness.app.inject({ url: '/v1/me', headers });
  expect(ended.json()).toMatchObject({ status: 401, detail: expect.stringContaining('log in again') });

  const old = await logIn(OPERATOR_KEY);
  harness.now += 7 * 86_400_000;
  expect((await harness.app.inject({ url: '/v1/me', headers: { cookie: old.cookie } })).statusCode).toBe(401);
});

test('a login whose key has ended can be left, and a login that works only with its token', async () => {
  const { key, keyId } = await makeKey(harness, { name: 'ann', scope: 'viewer' });
  const { cookie, me } = await logIn(key);
  const leave = (headers: Record<string, string>) =>
    harness.app.inject({ method: 'DELETE', url: '/v1/session', headers });
  expect((await leave({ cookie })).statusCode).toBe(403);
  await askWith(harness, OPERATOR_KEY)('DELETE', `/v1/keys/${keyId}`);
  const left = await leave({ cookie, 'x-csrf-token': me.csrfToken });
  expect(left.statusCode).toBe(204);
  expect(String(left.headers['set-cookie'])).toMatch(/^webloom_session=;/);
  expect((await harness.app.inject({ url: '/v1/me', headers: { cookie } })).json()).toMatchObject({
    status: 401,
    detail: expect.stringContaining('log in again'),
  });
});

test('another key of the operator ends the logins of the old one', async () => {
  const { cookie } = await logIn(OPERATOR_KEY);
  const ports = { ...harness.ports, settings: { ...harness.ports.settings, apiKey: 'a-new-one' } };
  const changed = await createApp(ports);
  expect((await changed.inject({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(401);
  await changed.close();
});

test('a login lives no longer than its key', async () => {
  const expiresAt = new Date(harness.now + 3_600_000).toISOString();
  const { key } = await makeKey(harness, { name: 'short', expiresAt });
  const { cookie, setCookie, me } = await logIn(key);
  expect(me.expiresAt).toBe(expiresAt);
  // The browser keeps the cookie a day longer, so that it is told why the login has ended.
  const [, cookieEnd = ''] = /Expires=([^;]+)/.exec(setCookie) ?? [];
  expect(Date.parse(cookieEnd)).toBe(Date.parse(expiresAt) + 86_400_000);
  harness.now += 3_600_000;
  await logIn(OPERATOR_KEY);
  const refused = await harness.app.inject({ url: '/v1/me', headers: { cookie } });
  expect(refused.json()).toMatchObject({
    status: 401,
    keyState: 'expired',
    detail: expect.stringMatching(/The key "short" expired on .* Ask an admin/),
  });
});
