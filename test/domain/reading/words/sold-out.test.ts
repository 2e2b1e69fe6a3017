import { expect, test } from 'vitest';
import { AVAILABILITIES } from '../../../../domain/reading/page/parsed-page.ts';
import { isSoldOut } from '../../../../domain/reading/words/sold-out.ts';

test('what nobody can buy is told from what comes later or is not known', () => {
  expect(AVAILABILITIES.filter(isSoldOut)).toEqual(['OutOfStock', 'SoldOut', 'Discontinued']);
});
