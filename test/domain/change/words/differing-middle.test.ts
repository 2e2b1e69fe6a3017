// What two texts have in common at both ends is left out, and no character is cut in two.
import { expect, test } from 'vitest';
import { differingMiddle } from '../../../../domain/change/words/differing-middle.ts';

test.each([
  ['Price 13 €', 'Price 18 €', '3', '8'],
  ['same', 'same', '', ''],
  ['aa', 'aaa', '', 'a'],
  ['', 'new', '', 'new'],
  ['one', 'two', 'one', 'two'],
  ['𠀀 tail', '𠀁 tail', '𠀀', '𠀁'],
  ['𠀀a', '𠐀a', '𠀀', '𠐀'],
  ['𠀀', '𠀀𠀀', '', '𠀀'],
])('%s and %s differ in "%s" and "%s"', (before, after, left, right) => {
  expect(differingMiddle(before, after)).toEqual([left, right]);
});
