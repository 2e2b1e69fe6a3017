// Logins over the API: secrets go in and never come out, faults name their place, none goes to a host it was not given for.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLogin } from '../../domain/config/login/login-secrets.ts';
import { NO_SESSION } from '../../domain/config/login/login.ts';
import { createTestBox } from '../support/secret-box.ts';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

function send(method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: unknown) {
  const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
  return harness.app.inject({ method, url, headers: { 'content-type': 'application/json' }, ...body });
}

const FORM = {
  kind: 'form',
  url: 'https://shop.example/login',
  user: 'ada',
  password: 'opensesame',
  otp: 'JBSWY3DPEHPK3PXP',
};
const SECRETS = /opensesame|JBSWY3DPEHPK3PXP/;
let loginId: string;
let made = 0;

beforeEach(async () => {
  made += 1;
  const response = await send('POST', '/v1/logins', { name: `Shop ${made}`, settings: FORM });
  ({ loginId } = response.json());
});

async function clear() {
  const login = await harness.ports.logins.get(loginId);
  return login === null ? null : openLogin(createTestBox(), login);
}

test('a login is made for the host of its form, and its secrets never come back', async () => {
  const other = await send('POST', '/v1/logins', { name: 'Another', settings: FORM });
  expect([other.statusCode, other.body]).toEqual([201, expect.not.stringMatching(SECRETS)]);
  const got = await harness.app.inject(`/v1/logins/${loginId}`);
  expect(got.json()).toMatchObject({
    kind: 'form',
    hosts: ['shop.example'],
    state: 'none',
    settings: { user: 'ada', password: '•••', otp: '•••' },
  });
  const stored = await harness.ports.logins.get(loginId);
  expect(JSON.stringify([stored, (await harness.app.inject('/v1/logins')).body])).not.toMatch(SECRETS);
  expect((await send('POST', '/v1/logins', { name: `Shop ${made}`, settings: FORM })).statusCode).toBe(409);
});

test('a change keeps the secrets that it leaves out or masks, and has the login tried anew', async () => {
  await harness.ports.logins.writeSession(loginId, 0, { ...NO_SESSION, state: 'blocked', refusals: 2 });
  const changed = await send('PATCH', `/v1/logins/${loginId}`, {
    settings: { user: 'bob', password: '•••' },
  });
  expect(changed.json()).toMatchObject({ state: 'none', settings: { user: 'bob' } });
  expect(await clear()).toMatchObject({ settings: { user: 'bob', password: 'opensesame', otp: FORM.otp } });
  await send('PATCH', `/v1/logins/${loginId}`, { settings: { password: 'new', otp: null } });
  expect(await clear()).toMatchObject({ settings: { password: 'new' } });
  expect(await clear()).not.toMatchObject({ settings: { otp: expect.anything() } });
});

test('a new name alone leaves the session as it is', async () => {
  await harness.ports.logins.writeSession(loginId, 0, { ...NO_SESSION, state: 'in' });
  const named = await send('PATCH', `/v1/logins/${loginId}`, { name: `Other ${made}` });
  expect(named.json()).toMatchObject({ state: 'in', name: `Other ${made}` });
});

test('a kept secret goes to no host that it was not given for', async () => {
  const more = { hosts: ['shop.example', 'evil.example'] };
  const moved = await send('PATCH', `/v1/logins/${loginId}`, more);
  expect([moved.statusCode, moved.json().errors]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/hosts', code: 'secret-of-other-host' })],
  ]);
  const elsewhere = { ...more, settings: { url: 'https://evil.example/login' } };
  expect((await send('PATCH', `/v1/logins/${loginId}`, elsewhere)).statusCode).toBe(422);
  const whole = { ...more, settings: { password: 'again', otp: FORM.otp } };
  expect((await send('PATCH', `/v1/logins/${loginId}`, whole)).json()).toMatchObject(more);
});

test.each([
  [{ ...FORM, otp: 'not base32!' }, {}, '/settings/otp', 'no-otp-secret'],
  [{ ...FORM, url: 'http://10.0.0.1/login' }, {}, '/settings/url', 'url-not-allowed'],
  [FORM, { hosts: ['other.example'] }, '/hosts', 'form-of-other-host'],
  [{ ...FORM, signedIn: { selector: 'a[' } }, {}, '/settings/signedIn/selector', 'invalid-selector'],
  [{ ...FORM, password: '•••' }, {}, '/settings/password', 'no-kept-value'],
  [{ kind: 'bearer', token: 't' }, {}, '/hosts', 'required'],
])('what is wrong with a login is said where it is: %j %j', async (settings, more, pointer, code) => {
  const response = await send('POST', '/v1/logins', { name: `Wrong ${made}`, settings, ...more });
  expect([response.statusCode, response.json().errors]).toEqual([
    422,
    [expect.objectContaining({ pointer, code })],
  ]);
  expect(response.body).not.toMatch(SECRETS);
});

test('a job has a login of its hosts and its workspace, and keeps it from being removed', async () => {
  const config = (login: string, url = 'https://shop.example/prices') => ({
    config: { source: { kind: 'pages', urls: [url] }, fetch: { login } },
  });
  const codes = async (job: object): Promise<string[]> =>
    ((await send('POST', '/v1/jobs/validate', job)).json().errors ?? []).map(
      ({ code }: { code: string }) => code,
    );
  expect(await codes(config(loginId))).toEqual([]);
  expect(await codes(config('lgn_none'))).toEqual(['unknown-login']);
  expect(await codes(config(loginId, 'https://other.example/'))).toEqual(['login-of-other-host']);
  const job = await send('POST', '/v1/jobs', config(loginId));
  expect(job.statusCode).toBe(201);
  const refused = await send('DELETE', `/v1/logins/${loginId}`);
  expect([refused.statusCode, refused.json().detail]).toEqual([409, expect.stringContaining('is used by “')]);
  await send('PATCH', `/v1/jobs/${job.json().jobId}`, { config: { fetch: { login: null } } });
  expect((await send('DELETE', `/v1/logins/${loginId}`)).statusCode).toBe(204);
  expect((await harness.app.inject(`/v1/logins/${loginId}`)).statusCode).toBe(404);
});

test('one that was refused twice is tried again when somebody says so', async () => {
  const detail = 'the site asks for the password again';
  await harness.ports.logins.writeSession(loginId, 0, {
    ...NO_SESSION,
    state: 'blocked',
    refusals: 2,
    detail,
  });
  expect((await harness.app.inject(`/v1/logins/${loginId}`)).json()).toMatchObject({
    state: 'blocked',
    detail,
  });
  const retried = await send('POST', `/v1/logins/${loginId}/retry`);
  expect(retried.json()).toMatchObject({ state: 'none', detail: null, nextTryAt: null });
});
