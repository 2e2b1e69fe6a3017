import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../../../api/client/client.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { eventually } from '../../support/eventually.ts';
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

const EXPIRED = /The key "short" expired on .* Ask an admin/;

async function listenWithShortKey(): Promise<{ url: string; key: string; keyId: string }> {
  harness = await createLockedHarness();
  const expiresAt = new Date(harness.now + 60_000).toISOString();
  const { key, keyId } = await makeKey(harness, { name: 'short', expiresAt });
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  return { url, key, keyId };
}

test('a stream whose key expires says so before it ends', async () => {
  const { url, key } = await listenWithShortKey();
  const response = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${key}` } });
  harness.now += 60_000;
  vi.advanceTimersByTime(HEARTBEAT_MS);
  const text = await response.text();
  const [, data = ''] = /event: ended\ndata: (.*)\n\n$/.exec(text) ?? [];
  expect(JSON.parse(data)).toEqual({ code: 'unauthorized', detail: expect.stringMatching(EXPIRED) });
});

test('a client that follows events is told at once that its key has expired', async () => {
  const { url, key, keyId } = await listenWithShortKey();
  const events = createClient({ baseUrl: url, apiKey: key }).events('job', new AbortController().signal);
  let ended: unknown = null;
  events.next().catch((error: unknown) => {
    ended = error;
  });
  await eventually(async () => (await harness.ports.keys.get(keyId))?.lastUsedAt ?? null);
  harness.now += 60_000;
  const error = await eventually(() => {
    vi.advanceTimersByTime(HEARTBEAT_MS);
    return ended;
  }, 10_000);
  expect(error).toMatchObject({
    code: 'unauthorized',
    message: expect.stringMatching(EXPIRED),
  });
});

test('a client that opens a stream with an expired key does not try again', async () => {
  const { url, key } = await listenWithShortKey();
  harness.now += 60_000;
  const events = createClient({ baseUrl: url, apiKey: key }).events('job', new AbortController().signal);
  await expect(events.next()).rejects.toMatchObject({
    code: 'unauthorized',
    message: expect.stringMatching(EXPIRED),
  });
});
