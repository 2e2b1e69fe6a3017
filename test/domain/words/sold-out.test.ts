import { expect, test } from 'vitest';
import { AVAILABILITIES } from '../../../domain/page/parsed-page.ts';
import { isSoldOut } from '../../../domain/words/sold-out.ts';

test('what nobody can buy is told from what comes later or is not known', () => {
  expect(AVAILABILITIES.filter(isSoldOut)).toEqual(['OutOfStock', 'SoldOut', 'Discontinued']);
});
