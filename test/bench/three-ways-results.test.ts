import { expect, test } from 'vitest';
import { countDiffering } from '../../bench/three-ways/results.ts';

const expected = new Map([
  ['1 page-1 stored', 'a'],
  ['1 page-2 stored', 'b'],
  ['1 page-2 priced', '5 EUR'],
]);

test.each<[what: string, found: ReadonlyMap<string, string>, differing: number]>([
  ['the same facts in another order', new Map([...expected].toReversed()), 0],
  ['another price', new Map([...expected, ['1 page-2 priced', '6 EUR']]), 1],
  ['a fact more', new Map([...expected, ['1 page-3 stored', 'c']]), 1],
  ['nothing', new Map(), 3],
])('of two ways, %s: so many facts differ', (_what, found, differing) => {
  expect(countDiffering(expected, found)).toBe(differing);
});
