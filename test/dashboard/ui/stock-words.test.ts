import { expect, test } from 'vitest';
import { stockTone, stockWord } from '../../../dashboard/ui/stock-words.ts';
import { AVAILABILITIES, type Availability } from '../../../domain/reading/page/parsed-page.ts';
import { isSoldOut } from '../../../domain/reading/words/sold-out.ts';

test.each<[Availability, string]>([
  ['InStock', 'In stock'],
  ['OutOfStock', 'Out of stock'],
  ['InStoreOnly', 'In store only'],
  ['unknown', 'Stock unknown'],
])('%s is "%s"', (availability, word) => {
  expect(stockWord(availability)).toBe(word);
});

test('what nobody can buy has a colour of its own', () => {
  expect(AVAILABILITIES.filter((one) => stockTone(one) === 'var(--st-failed)')).toEqual(
    AVAILABILITIES.filter(isSoldOut),
  );
});
