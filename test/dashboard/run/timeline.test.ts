import { expect, test } from 'vitest';
import type { ChunkView } from '../../../api/schemas/run/run-work.ts';
import { barsOf, inOrder, spanOf } from '../../../dashboard/run/timeline.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
const NOW = T0 + 10_000;

function chunk(chunkNo: number, more: Partial<ChunkView> = {}): ChunkView {
  return {
    chunkNo,
    state: 'planned',
    visits: 2,
    answered: 0,
    deferred: 0,
    hosts: [],
    hostCount: 0,
    stages: [],
    working: null,
    waitMs: 0,
    plannedAt: at(0),
    committedAt: null,
    reasons: {},
    ...more,
  };
}

const DONE = chunk(1, {
  state: 'committed',
  committedAt: at(8),
  stages: [
    { stage: 'scrape', startedAt: at(1), finishedAt: at(4), attempts: 2 },
    { stage: 'parse', startedAt: at(4), finishedAt: at(6), attempts: 1 },
    { stage: 'store', startedAt: at(7), finishedAt: at(8), attempts: 1 },
  ],
});

test('a chunk that is done shows its stages and the waits between them', () => {
  const bars = barsOf(DONE, { from: T0, to: T0 + 10_000 }, NOW);
  expect(bars.map(({ kind, from, to, attempts }) => [kind, from, to, attempts])).toEqual([
    ['wait', 0, 0.1, 1],
    ['scrape', 0.1, 0.4, 2],
    ['parse', 0.4, 0.6, 1],
    ['wait', 0.6, 0.7, 1],
    ['store', 0.7, 0.8, 1],
  ]);
});

test('a chunk that is being fetched reaches to now, one that waits only waits', () => {
  const since = at(6);
  const fetched = chunk(2, {
    stages: [{ stage: 'scrape', startedAt: since, finishedAt: null, attempts: 1 }],
    working: { stage: 'scrape', agentId: null, since },
  });
  expect(barsOf(fetched, { from: T0, to: NOW }, NOW)).toMatchObject([
    { kind: 'wait', from: 0, to: 0.6 },
    { kind: 'scrape', from: 0.6, to: 1, open: true },
  ]);
  const waiting = chunk(3, { working: { stage: 'scrape', agentId: null, since: null } });
  expect(barsOf(waiting, { from: T0, to: NOW }, NOW)).toMatchObject([{ kind: 'wait', from: 0, to: 1 }]);
});

test('a chunk shows the stage that a heartbeat tells before its document does', () => {
  const read = chunk(4, {
    state: 'scraped',
    stages: [{ stage: 'scrape', startedAt: at(0), finishedAt: at(5), attempts: 1 }],
    working: { stage: 'detect-change', agentId: 'pipeline:here:1', since: at(8) },
  });
  expect(barsOf(read, { from: T0, to: NOW }, NOW)).toMatchObject([
    { kind: 'scrape', to: 0.5 },
    { kind: 'wait', from: 0.5, to: 0.8 },
    { kind: 'detect-change', from: 0.8, to: 1, open: true },
  ]);
});

test('open chunks stand first, then the newest', () => {
  const open = chunk(2, { working: { stage: 'scrape', agentId: null, since: null } });
  expect(inOrder([chunk(1), open, chunk(3)]).map(({ chunkNo }) => chunkNo)).toEqual([2, 3, 1]);
});

test('the time axis reaches from the first cut to now while a chunk is open', () => {
  expect(spanOf([DONE], NOW)).toEqual({ from: T0, to: T0 + 8_000 });
  const open = chunk(2, { working: { stage: 'scrape', agentId: null, since: null } });
  expect(spanOf([DONE, open], NOW)).toEqual({ from: T0, to: NOW });
});
