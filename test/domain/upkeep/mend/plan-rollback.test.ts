import { describe, expect, it } from 'vitest';
import { planRollback, type PageHistory } from '../../../../domain/upkeep/mend/plan-rollback.ts';
import type { Page } from '../../../../domain/page/page.ts';
import { judgePriceRules } from '../../../../domain/price/rule/judge-rules.ts';
import {
  minutesLater,
  sampleChange,
  samplePage,
  samplePrice,
  sampleSnapshot,
  START,
} from '../../../contracts/sample-documents.ts';

const ID = 'job:kettle';
const BOUND = { v: 4, at: minutesLater(10) };

/** A page whose run 2 (at 12:10, version 5) said 1.00 instead of 24.90. */
function wrongPrice(page: Partial<Page> = {}): PageHistory {
  return {
    page: samplePage('job', 'kettle', {
      v: 5,
      order: 21,
      price: { minor: 100, currency: 'EUR', availability: 'OutOfStock', at: minutesLater(10) },
      lowestMinor: 100,
      lastChangedAt: minutesLater(10),
      ...page,
    }),
    snapshots: [
      sampleSnapshot(ID, 5, { at: minutesLater(10) }),
      sampleSnapshot(ID, 1, {
        title: 'The right kettle',
        basis: { lang: 'de', textLength: 12, finalUrl: 'http://shop.test/kettle?a' },
      }),
    ],
    changes: [sampleChange(ID, 5, { state: 'confirmed', kind: 'price', at: minutesLater(10) })],
    points: [
      samplePrice(ID, 21, { minor: 100, at: minutesLater(10), beforeAvailability: 'InStock' }),
      samplePrice(ID, 11),
    ],
  };
}

describe('rolling back a page', () => {
  it('goes back to no version where only another tool knew a text before', () => {
    const history = wrongPrice();
    const [latest, first] = history.snapshots;
    const known = { ...history, snapshots: [latest, first].flatMap((one) => one ?? []) };
    const from = known.snapshots.map((one) =>
      one.v === 1 ? { ...one, from: 'changedetection' as const } : one,
    );
    const plan = planRollback({ ...known, snapshots: from }, BOUND, []);
    expect([plan?.after.baseline, plan?.why]).toEqual([
      undefined,
      'no version is left: the next run sees the page for the first time',
    ]);
  });

  it('goes back to the version, the price and the lowest price before', () => {
    const plan = planRollback(wrongPrice(), BOUND, []);
    expect(plan?.after).toMatchObject({
      state: 'live',
      baseline: { snapshotId: `${ID}:1:0a1b2c3d`, title: 'The right kettle', lang: 'de', textLength: 12 },
      price: { minor: 2_490, availability: 'InStock', at: START },
      lowestMinor: 2_490,
    });
    expect(plan?.after.lastChangedAt).toBeUndefined();
    expect(plan?.changes).toEqual([{ id: `${ID}:5`, state: 'confirmed' }]);
    expect(plan?.points.map(({ _id }) => _id)).toEqual([`${ID}:21`]);
    expect(plan?.snapshots.map(({ v }) => v)).toEqual([5]);
  });

  it('makes the next look unconditional and reads the version before by the rules of that day', () => {
    const { baseline } = planRollback(wrongPrice(), BOUND, [])?.after ?? {};
    expect(baseline).toMatchObject({ extractionVersion: '', finalUrl: 'http://shop.test/kettle?a' });
    expect(baseline?.etag).toBeUndefined();
  });

  it('keeps what was there, to be restored by an undo', () => {
    const history = wrongPrice();
    expect(planRollback(history, BOUND, [])?.before).toMatchObject({
      baseline: history.page.baseline,
      price: { minor: 100 },
    });
  });

  it('takes back what later runs made of the wrong version, and marks what no rule had judged', () => {
    const wrong = wrongPrice();
    const later = sampleChange(ID, 6, { state: 'confirmed', alertAt: minutesLater(20), runId: 'later' });
    const plan = planRollback({ ...wrong, changes: [later, ...wrong.changes] }, BOUND, []);
    expect(plan?.changes).toEqual([
      { id: `${ID}:6`, state: 'confirmed', isUnjudged: true },
      { id: `${ID}:5`, state: 'confirmed' },
    ]);
  });

  it('takes back an earlier change that the second look of the run confirmed', () => {
    const wrong = wrongPrice();
    const confirmed = sampleChange(ID, 4, { state: 'confirmed', toSnapshot: `${ID}:5:0a1b2c3d` });
    const plan = planRollback({ ...wrong, changes: [confirmed] }, BOUND, []);
    expect(plan?.changes).toEqual([{ id: `${ID}:4`, state: 'confirmed' }]);
  });

  it('leaves a page without a version that the run saw first', () => {
    const wrong = wrongPrice();
    const plan = planRollback(
      { ...wrong, snapshots: wrong.snapshots.slice(0, 1), points: wrong.points.slice(0, 1) },
      BOUND,
      [],
    );
    expect(plan?.after).toEqual({ state: 'live' });
    expect(plan?.why).toContain('for the first time');
  });

  it.each([
    ['a page that the run removed is live again', 'removed', [], 'live'],
    [
      'a page that the run found back is recorded as removed again',
      'live',
      [sampleChange(ID, 3, { state: 'confirmed', kind: 'removed', at: minutesLater(3) })],
      'removed',
    ],
    [
      'a page that was back before the run stays live',
      'live',
      [
        sampleChange(ID, 4, { state: 'confirmed', kind: 'added', at: minutesLater(4) }),
        sampleChange(ID, 3, { state: 'confirmed', kind: 'removed', at: minutesLater(3) }),
      ],
      'live',
    ],
    ['a page that left its source stays retired', 'retired', [], 'retired'],
  ] as const)('%s', (_title, state, earlier, expected) => {
    const wrong = wrongPrice({ state });
    const plan = planRollback({ ...wrong, changes: [...wrong.changes, ...earlier] }, BOUND, []);
    expect(plan?.after.state).toBe(expected);
    expect(plan?.after.removedAt).toEqual(expected === 'removed' ? minutesLater(3) : undefined);
  });

  it('has nothing to do where all of it was taken back', () => {
    const wrong = wrongPrice();
    const changes = wrong.changes.map((change) => ({ ...change, state: 'withdrawn' as const }));
    const points = wrong.points.slice(1);
    expect(
      planRollback({ ...wrong, snapshots: wrong.snapshots.slice(1), changes, points }, BOUND, []),
    ).toBeNull();
  });

  it('lets price rules go on from the prices that are left', () => {
    const rules = [{ kind: 'drop', percent: 10 }] as const;
    const sight = {
      at: START.getTime(),
      price: { minor: 100, currency: 'EUR' },
      availability: 'InStock',
    } as const;
    const priceRules = judgePriceRules({ rules, states: [], sight }).states;
    const plan = planRollback(wrongPrice({ priceRules }), BOUND, rules);
    expect(plan?.after.priceRules?.[0]?.state.reference).toEqual({ minor: 2_490, currency: 'EUR' });
  });

  it('keeps a change that waits for its second look since before the run', () => {
    const pendingChange = { id: `${ID}:4`, textHash: 'x' };
    const waiting = sampleChange(ID, 4);
    const wrong = wrongPrice({ pendingChange });
    const plan = planRollback({ ...wrong, changes: [...wrong.changes, waiting] }, BOUND, []);
    expect(plan?.after.pendingChange).toEqual(pendingChange);
    const own = planRollback(wrongPrice({ pendingChange: { id: `${ID}:5`, textHash: 'x' } }), BOUND, []);
    expect(own?.after.pendingChange).toBeUndefined();
  });
});
