// The demo's truth: act 2 holds exactly the announced changes, and later acts stay small and repeatable.
import { describe, expect, it } from 'vitest';
import { stateOfAct } from '../../../../cli/demo/shop/act.ts';
import { expectedChanges, quietDifferences } from '../../../../cli/demo/shop/expected-change.ts';

const brief = (from: number, to: number) =>
  expectedChanges(from, to)
    .map(({ path, kind }) => `${kind} ${path}`)
    .toSorted();

describe('the changes between two acts', () => {
  it('are in act 2 the ones the demo announces', () => {
    expect(brief(1, 2)).toEqual([
      'added /product/river-boots',
      'availability /product/moss-grinder',
      'availability /product/tide-lantern',
      'price /product/arc-kettle',
      'price /product/harbour-knife',
      'price /product/ridge-tent',
      'price /product/roast-beans',
      'removed /product/brass-compass',
      'text /journal/care-of-carbon-steel',
    ]);
  });

  it('name prices as the page shows them and in minor units', () => {
    expect(expectedChanges(1, 2)).toContainEqual({
      path: '/product/ridge-tent',
      kind: 'price',
      before: '$1,299.95',
      after: '$1,149.95',
      price: { currency: 'USD', beforeMinor: 129_995, afterMinor: 114_995 },
      words: 'Ridge Four-Season Tent became cheaper: $1,149.95 instead of $1,299.95.',
    });
  });

  it('leave the other pages of act 2 alone, but for listings that repeat them or swap two cards', () => {
    expect(quietDifferences(1, 2)).toEqual([
      { path: '/kitchen', why: 'echo' },
      { path: '/kitchen?page=2', why: 'moved' },
      { path: '/kitchen?page=3', why: 'echo' },
      { path: '/outdoor', why: 'echo' },
      { path: '/outdoor?page=3', why: 'echo' },
    ]);
  });

  it('go on in every later act, one to three at a time', () => {
    for (let act = 2; act < 120; act += 1) {
      const count = expectedChanges(act, act + 1).length;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(3);
    }
  });

  it('never let a price wander further than one sale from where it was', () => {
    const start = new Map(stateOfAct(2).products.map((product) => [product.slug, product.priceMinor]));
    for (const product of stateOfAct(500).products) {
      const first = start.get(product.slug) ?? 0;
      expect(product.priceMinor).toBeGreaterThan(first * 0.8);
      expect(product.priceMinor).toBeLessThanOrEqual(first);
    }
  });

  it('are none from an act to itself', () => {
    expect(expectedChanges(7, 7)).toEqual([]);
    expect(quietDifferences(7, 7)).toEqual([]);
  });
});
