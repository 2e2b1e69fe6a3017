import { expect, test } from 'vitest';
import { CONNECTIONS_PER_HOST } from '../../../domain/web/fetch/fetcher.ts';
import { HostLimit } from '../../../workers/scraper/host-limit.ts';

const HOUR_MS = 3_600_000;

async function fullLimit(): Promise<{ limit: HostLimit; giveUp: AbortController }> {
  const limit = new HostLimit();
  const giveUp = new AbortController();
  for (let index = 0; index < CONNECTIONS_PER_HOST; index += 1)
    expect(await limit.enter('a.example', HOUR_MS, giveUp.signal)).toBe('free');
  return { limit, giveUp };
}

test('a place that is left goes to who has waited longest, and other hosts do not wait', async () => {
  const { limit, giveUp } = await fullLimit();
  const order: string[] = [];
  const waiting = ['first', 'second'].map(async (name) => {
    expect(await limit.enter('a.example', HOUR_MS, giveUp.signal)).toBe('free');
    order.push(name);
  });
  expect(await limit.enter('b.example', HOUR_MS, giveUp.signal)).toBe('free');
  expect(order).toEqual([]);
  limit.leave('a.example');
  await waiting[0];
  expect(order).toEqual(['first']);
  limit.leave('a.example');
  await waiting[1];
});

test('who waits too long is late, and takes no place', async () => {
  const { limit, giveUp } = await fullLimit();
  expect(await limit.enter('a.example', 1, giveUp.signal)).toBe('late');
  limit.leave('a.example');
  expect(await limit.enter('a.example', 1, giveUp.signal)).toBe('free');
  expect(await limit.enter('a.example', 1, giveUp.signal)).toBe('late');
});

test('a scraper that gives up lets nobody wait', async () => {
  const { limit, giveUp } = await fullLimit();
  const waiting = limit.enter('a.example', HOUR_MS, giveUp.signal);
  giveUp.abort();
  expect(await waiting).toBe('aborted');
  expect(await limit.enter('a.example', HOUR_MS, giveUp.signal)).toBe('aborted');
});
