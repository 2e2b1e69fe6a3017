import { expect, test } from 'vitest';
import { draftOf, faultsOf, rangeOf } from '../../../../dashboard/operation/agent-list/range-draft.ts';
import { checkedRange } from '../../../../domain/health/scaling/process-range.ts';

test.each([
  [
    { floor: 3, ceiling: 3 },
    { how: 'fixed', floor: '3', ceiling: '3' },
  ],
  [
    { floor: 1, ceiling: 4 },
    { how: 'range', floor: '1', ceiling: '4' },
  ],
] as const)('%j is written as %j and read back', (range, draft) => {
  expect(draftOf(range)).toEqual(draft);
  expect(rangeOf(draft, 'scraper')).toEqual(range);
});

test('of a fixed number the most does not matter', () => {
  expect(rangeOf({ how: 'fixed', floor: ' 2 ', ceiling: 'x' }, 'scraper')).toEqual({ floor: 2, ceiling: 2 });
  expect(rangeOf({ how: 'fixed', floor: '0', ceiling: '' }, 'scraper')).toEqual({ floor: 0, ceiling: 0 });
});

test('renderers may begin at none, for they are started on demand', () => {
  const draft = { how: 'range', floor: '0', ceiling: '2' } as const;
  expect(rangeOf(draft, 'renderer')).toEqual({ floor: 0, ceiling: 2 });
});

test.each([
  ['fixed', '', '', 'floor'],
  ['fixed', '65', '65', 'floor'],
  ['fixed', '1.5', '2', 'floor'],
  ['range', '0', '4', 'floor'],
  ['range', '-1', '4', 'floor'],
  ['range', '1', '65', 'ceiling'],
  ['range', '1', '', 'ceiling'],
  ['range', '4', '1', 'ceiling'],
] as const)('%s %j..%j is refused at the %s, as the rule refuses it', (how, floor, ceiling, field) => {
  const draft = { how, floor, ceiling };
  expect(Object.keys(faultsOf(draft, 'scraper'))).toEqual([field]);
  expect(rangeOf(draft, 'scraper')).toBeNull();
  const asked = { floor: floor === '' ? Number.NaN : Number(floor), ceiling: Number(ceiling) || Number.NaN };
  expect(() => checkedRange(asked, 'scrapers')).toThrow('scrapers');
});
