// A price history as steps: prices hold, gaps are empty, buckets show their last price.
import { describe, expect, it, test } from 'vitest';
import { evenlySpaced, lastMove, moveSince } from '../../../domain/price/price-moves.ts';
import { cutSpans, goneGaps, priceSpans, stockBands } from '../../../domain/price/price-spans.ts';
import type { PriceObservation } from '../../../domain/price/rule/rule-input.ts';

function point(at: number, minor: number, more: Partial<PriceObservation> = {}): PriceObservation {
  return { at, minor, currency: 'EUR', availability: 'InStock', ...more };
}

const POINTS = [point(0, 10), point(5, 30, { availability: 'OutOfStock' }), point(8, 20, { listMinor: 40 })];
const RAW = { until: 12, bucketMs: null, gaps: [] };
const spans = (steps: readonly { from: number; to: number; minor: number }[]) =>
  steps.map(({ from, to, minor }) => [from, to, minor]);

describe('steps', () => {
  it('hold until the next price, the last one until the last look', () => {
    const steps = priceSpans(POINTS, RAW);
    expect(spans(steps)).toEqual([
      [0, 5, 10],
      [5, 8, 30],
      [8, 12, 20],
    ]);
    expect(steps[2]).toMatchObject({ lowMinor: 20, highMinor: 20, listMinor: 40 });
    expect(spans(priceSpans(POINTS, { ...RAW, until: 3 }))[2]).toEqual([8, 8, 20]);
  });

  it('are interrupted by gaps, also in their middle', () => {
    const gap = (from: number, to: number) => ({ ...RAW, gaps: [{ from, to, why: 'gone' }] });
    expect(spans(priceSpans(POINTS, gap(2, 3)))).toEqual([
      [0, 2, 10],
      [3, 5, 10],
      [5, 8, 30],
      [8, 12, 20],
    ]);
    expect(spans(priceSpans(POINTS, gap(4, 9)))).toEqual([
      [0, 4, 10],
      [9, 12, 20],
    ]);
  });

  it('of a bucket show its last price with the lowest and the highest', () => {
    const [first, second] = priceSpans(POINTS, { ...RAW, bucketMs: 8 });
    expect(first).toMatchObject({ from: 0, to: 8, minor: 30, lowMinor: 10, highMinor: 30 });
    expect(second).toMatchObject({ from: 8, to: 12, minor: 20 });
  });

  it('are cut to a window', () => {
    expect(spans(cutSpans(priceSpans(POINTS, RAW), 3, 6))).toEqual([
      [3, 5, 10],
      [5, 6, 30],
    ]);
  });
});

test('bands join steps with the same stock, but not over a gap', () => {
  const steps = priceSpans([point(0, 10), point(2, 20), point(4, 20, { availability: 'SoldOut' })], {
    until: 9,
    bucketMs: null,
    gaps: [{ from: 6, to: 7, why: 'gone' }],
  });
  expect(stockBands(steps)).toEqual([
    { from: 0, to: 4, availability: 'InStock' },
    { from: 4, to: 6, availability: 'SoldOut' },
    { from: 7, to: 9, availability: 'SoldOut' },
  ]);
});

test('a page is gone from its removal until it comes back, or until now', () => {
  const at = (kind: string, when: number) => ({ kind, at: when });
  expect(
    goneGaps([at('added', 0), at('removed', 3), at('removed', 4), at('added', 5), at('removed', 8)], 9),
  ).toEqual([
    { from: 3, to: 5, why: 'The page was gone.' },
    { from: 8, to: 9, why: 'The page was gone.' },
  ]);
  expect(goneGaps([at('price', 1)], 9)).toEqual([]);
});

describe('moves', () => {
  it('are counted from the last other price and from a moment', () => {
    const points = [point(0, 100), point(5, 200), point(8, 150), point(9, 150)];
    expect(lastMove(points)).toEqual({ fromMinor: 200, percent: -25 });
    expect(moveSince(points, 4)).toEqual({ fromMinor: 100, percent: 50 });
    expect(moveSince(points, -1)).toBeNull();
    expect(lastMove([point(0, 1)])).toBeNull();
    expect(lastMove([])).toBeNull();
  });

  it('are sampled evenly for a small chart', () => {
    expect(evenlySpaced([point(2, 5), point(6, 9)], { from: 0, to: 8, count: 5 })).toEqual([5, 5, 9, 9]);
  });
});
