import { expect, test } from 'vitest';
import { QueueHistory } from '../../../../domain/health/queue/queue-history.ts';
import { type Depth, trendOf } from '../../../../domain/health/queue/queue-trend.ts';

function depths(...ready: (number | null)[]): Depth[] {
  return ready.map((one, n) => ({ at: n * 5_000, ready: one }));
}

test.each([
  ['nothing was ever read', depths(), 'unknown', 'not known'],
  ['it was away all the time', depths(null, null), 'unknown', 'not known'],
  ['one look at an empty queue', depths(0), 'empty', 'empty'],
  ['one look at a full queue', depths(9), 'unknown', 'watched too briefly to tell'],
  ['as many as before', depths(40, 42, 40), 'steady', 'steady'],
  ['ten more every look', depths(0, 10, 20), 'growing', 'growing by 2 a second'],
  ['one more in ten seconds', depths(0, 0, 1), 'growing', 'growing by 6 a minute'],
  ['half is gone after ten seconds', depths(40, 30, 20), 'draining', 'draining, empty in about 10 s'],
  ['a long way to go', depths(1_000, 990), 'draining', 'draining, empty in about 8 min'],
  ['away between two looks', depths(40, null, 20), 'draining', 'draining, empty in about 10 s'],
  ['just emptied', depths(40, 0), 'empty', 'empty'],
] as const)('when %s, the queue is told so', (_case, given, kind, words) => {
  expect(trendOf(given)).toMatchObject({ kind, words });
});

test('only the last minute decides', () => {
  const given = [
    { at: 0, ready: 5_000 },
    { at: 100_000, ready: 10 },
    { at: 160_000, ready: 70 },
  ];
  expect(trendOf(given)).toMatchObject({ kind: 'growing', netPerSecond: 1 });
});

test('a history forgets what is older than five minutes and knows since when a queue stands still', () => {
  const history = new QueueHistory();
  for (const [at, ready] of [
    [0, 4],
    [200_000, 0],
    [250_000, 3],
    [300_000, 5],
  ] as const)
    history.note('urls', { at, ready });
  expect(history.depths('urls').map(({ at }) => at)).toEqual([200_000, 250_000, 300_000]);
  expect(history.stuckMs('urls', 310_000)).toBe(60_000);
  history.note('urls', { at: 315_000, ready: 0 });
  expect(history.stuckMs('urls', 320_000)).toBeNull();
});
