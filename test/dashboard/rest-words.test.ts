import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restWords } from '../../dashboard/ui/appearance/format.ts';

test('what is shown and what is left out add up to all there is', () => {
  expect(restWords(5, 448)).toBe('and 443 more of 448');
  fc.assert(
    fc.property(fc.nat(999), fc.integer({ min: 1, max: 100_000 }), (shown, left) => {
      const numbers =
        restWords(shown, shown + left)
          .replaceAll(',', '')
          .match(/\d+/g) ?? [];
      expect(numbers.map(Number)).toEqual([left, shown + left]);
    }),
  );
});
