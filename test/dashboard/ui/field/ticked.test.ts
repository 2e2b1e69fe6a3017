// What is ticked of a list.
import { expect, test } from 'vitest';
import { withTick } from '../../../../dashboard/ui/field/ticked.ts';

test.each<[readonly string[], string, boolean, readonly string[]]>([
  [['a'], 'a', true, ['a']],
  [['b'], 'a', true, ['b', 'a']],
  [['a', 'b'], 'a', false, ['b']],
  [['a'], 'b', false, ['a']],
])('of %j, %s ticked: %s, leaves %j', (before, value, isTicked, after) => {
  expect(withTick(before, value, isTicked)).toEqual(after);
});
