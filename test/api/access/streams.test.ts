import { afterEach, expect, test, vi } from 'vitest';
import { WebloomError } from '../../../domain/errors.ts';
import type { Harness } from '../harness.ts';
import { createLockedHarness, makeKey } from './callers.ts';

const HEARTBEAT_MS = 4_000;

let harness: Harness;
afterEach(async () => {
  vi.useRealTimers();
  await harness.app.close();
});

test('a stream outlives a store that does not answer, and ends once its key is revoked', async () => {
  harness = await createLockedHarness();
  const { keys } = harness.ports;
  const { key, keyId } = await makeKey(harness);
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const response = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${key}` } });
  const reader = response.body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await next()).toContain('event: hello');

  const get = keys.get.bind(keys);
  keys.get = () => Promise.reject(new WebloomError('dependency-unavailable', 'The store is away.'));
  vi.advanceTimersByTime(HEARTBEAT_MS);
  expect(await next()).toContain('event: alive');

  keys.get = get;
  await keys.revoke(keyId, new Date(harness.now));
  vi.advanceTimersByTime(HEARTBEAT_MS);
  let last = await reader?.read();
  // Signs of life that were under way may come first.
  while (last?.done === false) last = await reader?.read();
  expect(last).toMatchObject({ done: true });
});
