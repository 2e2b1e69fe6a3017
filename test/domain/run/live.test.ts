import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../../domain/run/ledger.ts';
import { liveOf } from '../../../domain/run/live.ts';

const START = 1_000_000;
const committed = (visits: number, atMs: number, deferred = 0) => ({
  state: 'committed' as const,
  visits,
  counts: { ...NO_COUNTS, deferred },
  committedAt: new Date(START + atMs),
});
const open = (visits: number, answered?: number) => ({
  state: 'planned' as const,
  visits,
  ...(answered === undefined ? {} : { answered }),
});

describe('a run that goes on', () => {
  it('counts what is fetched before it is stored, its rate, and when it is done at that', () => {
    const chunks = [committed(8, 8_000), committed(9, 16_000, 1), open(8, 4), open(8)];
    const live = liveOf(chunks, { pending: 64, inFlight: 16 }, { startedAt: START, now: START + 20_000 });
    expect(live).toEqual({
      fetched: 4,
      perSecond: 1,
      doneAt: START + 20_000 + 76_000,
      savedAt: START + 16_000,
    });
  });

  it('goes by the last minute', () => {
    const chunks = [committed(500, 10_000), committed(30, 100_000), open(8)];
    const live = liveOf(chunks, { pending: 22, inFlight: 8 }, { startedAt: START, now: START + 120_000 });
    expect(live).toEqual({
      fetched: 0,
      perSecond: 0.5,
      doneAt: START + 180_000,
      savedAt: START + 100_000,
    });
  });

  it('says nothing about the end while nothing moves, and is not carried away by the first moment', () => {
    const left = { pending: 10, inFlight: 10 };
    expect(liveOf([open(10)], left, { startedAt: START, now: START + 90_000 })).toEqual({
      fetched: 0,
      perSecond: 0,
      doneAt: null,
      savedAt: null,
    });
    expect(liveOf([open(10, 3)], left, { startedAt: START, now: START + 10 }).perSecond).toBe(3);
  });
});
