import { describe, expect, it } from 'vitest';
import { type RatedChunk, pageRate } from '../../../../domain/run/report/page-rate.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';

const FROM = 1_000_000;

function chunk(visits: number, startS: number, endS: number, more: Partial<RatedChunk> = {}): RatedChunk {
  return {
    state: 'committed',
    visits,
    counts: NO_COUNTS,
    plannedAt: new Date(FROM),
    committedAt: new Date(FROM + endS * 1_000 + 500),
    times: { scrape: { startedAt: FROM + startS * 1_000, finishedAt: FROM + endS * 1_000 } },
    ...more,
  };
}

function rates(chunks: readonly RatedChunk[], seconds: number): number[] {
  const { buckets } = pageRate(chunks, { from: FROM, to: FROM + seconds * 1_000 });
  return buckets.map(({ perSecond }) => perSecond);
}

describe('the rate of a run', () => {
  it('spreads the pages of a chunk over the time it was fetched in', () => {
    expect(rates([chunk(20, 1, 3)], 5)).toEqual([0, 10, 10, 0, 0]);
  });

  it('adds chunks that were fetched side by side', () => {
    expect(rates([chunk(20, 0, 2), chunk(10, 1, 2)], 3)).toEqual([10, 20, 0]);
  });

  it('leaves out what was handed back, and counts what an open chunk has by now', () => {
    const handedBack = chunk(10, 0, 1, { counts: { ...NO_COUNTS, deferred: 6 } });
    const open = chunk(50, 1, 2, {
      state: 'planned',
      answered: 3,
      times: { scrape: { startedAt: FROM + 1_000 } },
    });
    const { committedAt: _committedAt, counts: _counts, ...unstored } = open;
    expect(rates([handedBack, unstored], 2)).toEqual([4, 3]);
  });

  it('knows chunks of earlier versions by when they were cut and stored', () => {
    const { times: _times, ...old } = chunk(10, 0, 0, { committedAt: new Date(FROM + 2_000) });
    expect(rates([old], 3)).toEqual([5, 5, 0]);
  });

  it('takes wider buckets for longer runs, never more than 120', () => {
    for (const seconds of [1, 119, 3_600, 86_400, 40 * 86_400]) {
      const rate = pageRate([], { from: FROM, to: FROM + seconds * 1_000 });
      expect(rate.buckets.length).toBeLessThanOrEqual(120);
      expect(rate.buckets.length * rate.bucketMs).toBeGreaterThanOrEqual(seconds * 1_000);
    }
  });

  it('keeps every page: the buckets sum up to the visits', () => {
    const chunks = [chunk(37, 0, 11), chunk(500, 3, 4), chunk(1, 200, 200), chunk(80, 55, 173)];
    const { buckets, bucketMs } = pageRate(chunks, { from: FROM, to: FROM + 300_000 });
    const sum = buckets.reduce((pages, { perSecond }) => pages + (perSecond * bucketMs) / 1_000, 0);
    expect(sum).toBeCloseTo(618, 0);
  });
});
