import { expect, it } from 'vitest';
import { counted } from '../../../domain/system/counted.ts';

it('says a number with its noun, in the plural but for one', () => {
  expect([counted(1, 'page'), counted(0, 'page'), counted(1_200, 'page')]).toEqual([
    '1 page',
    '0 pages',
    '1,200 pages',
  ]);
});

it('takes a plural that is not the noun with an s', () => {
  expect([counted(1, 'is', 'are'), counted(2, 'is', 'are')]).toEqual(['1 is', '2 are']);
});
