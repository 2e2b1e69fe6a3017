import { expect, test } from 'vitest';
import { isGone, stockTone, stockWord } from '../../../dashboard/price/stock-words.ts';
import { AVAILABILITIES, type Availability } from '../../../domain/page/parsed-page.ts';

test.each<[Availability, string]>([
  ['InStock', 'In stock'],
  ['OutOfStock', 'Out of stock'],
  ['InStoreOnly', 'In store only'],
  ['unknown', 'Stock unknown'],
])('%s is "%s"', (availability, word) => {
  expect(stockWord(availability)).toBe(word);
});

test('what nobody can buy is told from what somebody can', () => {
  expect(AVAILABILITIES.filter(isGone)).toEqual(['OutOfStock', 'SoldOut', 'Discontinued']);
  expect(AVAILABILITIES.filter((one) => stockTone(one) === 'var(--st-failed)').filter(isGone)).toHaveLength(
    3,
  );
});
