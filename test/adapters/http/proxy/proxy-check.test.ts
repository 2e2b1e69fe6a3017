// The monitor's questions to a real proxy: what each look tells, and that a silent proxy holds up no look.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProxyCheck } from '../../../../adapters/http/proxy/proxy-check.ts';
import { eventually } from '../../../support/eventually.ts';
import { type ForwardProxy, startForwardProxy } from '../../../support/forward-proxy.ts';
import { proxiedPolicy } from '../../../support/proxied-policy.ts';

let server: ForwardProxy;

beforeEach(async () => {
  server = await startForwardProxy({ reaches: {}, login: 'anna:s3cret' });
});
afterEach(() => server.close());

const watched = (login = 'anna:s3cret@') => proxiedPolicy(`http://${login}127.0.0.1:${server.port}`).proxy;

it('tells that it answers, that it is away, and when that was', async () => {
  const look = createProxyCheck(watched());
  expect(await look(1)).toEqual({ answer: { answersMs: expect.any(Number) }, lastFault: null });
  await server.kill();
  const fault = 'nothing listens at the address of the proxy (ECONNREFUSED)';
  expect(await look(2)).toEqual({ answer: { fault }, lastFault: { at: 2, fault } });
  await server.revive();
  expect(await look(3)).toMatchObject({ answer: { answersMs: expect.any(Number) }, lastFault: { at: 2 } });
});

it('tells that the login is refused', async () => {
  expect(await createProxyCheck(watched(''))(1)).toMatchObject({
    answer: { fault: expect.stringContaining('(407)') },
  });
});

it('is not held up by a silent proxy, which a later look tells', async () => {
  server.setMode('mute');
  const look = createProxyCheck(watched(), { withinMs: 300, lookMs: 10 });
  expect(await look(1)).toEqual({ answer: null, lastFault: null });
  await eventually(async () => (await look(2))?.lastFault !== null);
});

it('asks nothing where no proxy is set', async () => {
  expect(await createProxyCheck(undefined)(1)).toBeNull();
});
