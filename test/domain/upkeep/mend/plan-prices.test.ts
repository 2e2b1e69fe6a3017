// The series of prices after all stored versions of a page were read again.
import { describe, expect, it } from 'vitest';
import {
  planPrices,
  type PricesBasis,
  type VersionPrice,
} from '../../../../domain/upkeep/mend/plan-prices.ts';
import type { PricePoint } from '../../../../domain/page/page.ts';
import { minutesLater, samplePrice } from '../../../contracts/sample-documents.ts';

const ID = 'job:kettle';
const PAGE = { _id: ID, jobId: 'job', url: 'http://shop.test/kettle' };

/** What a version says: an amount, nothing, or that it can not be read. */
type Said = number | null | 'unreadable' | { readonly minor: number; readonly currency: string };

function version(v: number, said: Said): VersionPrice {
  const at = minutesLater(v * 10);
  if (said === 'unreadable') return { v, at, reading: null };
  if (said === null) return { v, at, reading: { offer: null, name: 'A kettle' } };
  const price = typeof said === 'number' ? { minor: said, currency: 'EUR' } : said;
  const offer = {
    price,
    availability: 'InStock',
    confidence: 1,
    evidence: { source: 'json-ld', raw: String(price.minor) },
  };
  return { v, at, reading: { offer: offer as never, name: 'A kettle' } };
}

/** A stored price: of which version, its amount, and how many minutes later. */
function point(v: number, minor: number, later = 0): PricePoint {
  return samplePrice(ID, v * 10 + 1 + later, { minor, at: minutesLater(v * 10 + later) });
}

function steps(...points: readonly PricePoint[]): PricePoint[] {
  return points.map((one, index) => {
    const before = points[index - 1];
    return before === undefined
      ? one
      : { ...one, changed: true, beforeMinor: before.minor, beforeAvailability: before.availability };
  });
}

function plan(points: readonly PricePoint[], said: readonly Said[]) {
  const versions = said.map((one, index) => version(index + 1, one));
  const basis: PricesBasis = { page: PAGE, runId: 'run_again', order: 91, points, versions };
  const planned = planPrices(basis);
  return {
    series: planned.series.map(({ at, minor }) => [
      (at.getTime() - minutesLater(0).getTime()) / 60_000,
      minor,
    ]),
    steps: planned.series.map(({ beforeMinor }) => beforeMinor ?? null),
    retaken: planned.retaken.length,
    added: planned.added.length,
    differ: [...planned.differences.keys()],
  };
}

describe('the prices of a page whose versions are all read again', () => {
  it.each<readonly [string, PricePoint[], Said[], ReturnType<typeof plan>]>([
    [
      'stay as they are where every version reads alike',
      steps(point(1, 100), point(2, 200)),
      [100, 200],
      {
        series: [
          [10, 100],
          [20, 200],
        ],
        steps: [null, 100],
        retaken: 0,
        added: 0,
        differ: [],
      },
    ],
    [
      'are replaced where they read otherwise, each with the step from the one before',
      steps(point(1, 1), point(2, 2), point(3, 3)),
      [100, 200, 150],
      {
        series: [
          [10, 100],
          [20, 200],
          [30, 150],
        ],
        steps: [null, 100, 200],
        retaken: 3,
        added: 3,
        differ: [1, 2, 3],
      },
    ],
    [
      'go where two versions say the same price by the rules of today',
      steps(point(1, 1), point(2, 2)),
      [100, 100],
      { series: [[10, 100]], steps: [null], retaken: 2, added: 1, differ: [1, 2] },
    ],
    [
      'come where earlier rules found none',
      [],
      [100, 100, 120],
      {
        series: [
          [10, 100],
          [30, 120],
        ],
        steps: [null, 100],
        retaken: 0,
        added: 2,
        differ: [1, 3],
      },
    ],
    [
      'come for a version that had the price of the one before, where that one reads otherwise',
      steps(point(1, 100)),
      [90, 100],
      {
        series: [
          [10, 90],
          [20, 100],
        ],
        steps: [null, 90],
        retaken: 1,
        added: 2,
        differ: [1],
      },
    ],
    [
      'go where a version names none by the rules of today',
      steps(point(1, 100), point(2, 1)),
      [100, null],
      { series: [[10, 100]], steps: [null], retaken: 1, added: 0, differ: [2] },
    ],
    [
      'of a version that can not be read stay, with the step from what is read before them',
      steps(point(1, 1), point(2, 200)),
      [100, 'unreadable'],
      {
        series: [
          [10, 100],
          [20, 200],
        ],
        steps: [null, 100],
        retaken: 2,
        added: 2,
        differ: [1],
      },
    ],
    [
      'without a version of their own stay where the version before them reads alike',
      steps(point(1, 100), point(1, 110, 4)),
      [100],
      {
        series: [
          [10, 100],
          [14, 110],
        ],
        steps: [null, 100],
        retaken: 0,
        added: 0,
        differ: [],
      },
    ],
    [
      'without a version of their own go where the version before them reads otherwise',
      steps(point(1, 1), point(1, 2, 4)),
      [100],
      { series: [[10, 100]], steps: [null], retaken: 2, added: 1, differ: [1] },
    ],
    [
      'of another country, which no run took for the price, come not',
      steps(point(1, 100)),
      [100, { minor: 120, currency: 'USD' }],
      { series: [[10, 100]], steps: [null], retaken: 0, added: 0, differ: [] },
    ],
    [
      'have the currency of today where a run took them for the price',
      steps(point(1, 100), point(2, 200)),
      [
        { minor: 100, currency: 'CAD' },
        { minor: 200, currency: 'CAD' },
      ],
      {
        series: [
          [10, 100],
          [20, 200],
        ],
        steps: [null, 100],
        retaken: 2,
        added: 2,
        differ: [1, 2],
      },
    ],
  ])('%s', (_what, points, said, wanted) => {
    expect(plan(points, said)).toEqual(wanted);
  });

  it('before the first version that is read are left alone', () => {
    const points = steps(point(1, 7), point(3, 9));
    const basis = { page: PAGE, runId: 'run_again', order: 91, points, versions: [version(3, 100)] };
    const { series, retaken } = planPrices(basis);
    expect(series.map(({ minor, beforeMinor }) => [minor, beforeMinor])).toEqual([
      [7, undefined],
      [100, 7],
    ]);
    expect(retaken).toEqual([points[1]]);
  });

  it('are the same whenever they are planned, and a second run finds nothing to do', () => {
    const points = steps(point(1, 1), point(2, 2), point(2, 3, 4));
    const versions = [version(1, 100), version(2, 200)];
    const basis = { page: PAGE, runId: 'run_again', order: 91, points, versions };
    const { series } = planPrices(basis);
    expect(planPrices(basis)).toEqual(planPrices(basis));
    const again = planPrices({ ...basis, runId: 'run_twice', order: 101, points: series });
    expect([again.retaken, again.added, again.differences.size]).toEqual([[], [], 0]);
  });
});
