// Which values of JSON are what a page shows.
import { expect, test } from 'vitest';
import { digitsOf, samenessOf, shownValue } from '../../../../domain/reading/json/shown-value.ts';

test.each([
  ["CHF 1'299.90", 1299.9, 'number'],
  ["CHF 1'299.90", '1299.90', 'number'],
  ["CHF 1'299.90", 'CHF 1299.90', 'number'],
  ['1.299,90 €', 1299.9, 'number'],
  ['€ 89.00', 89, 'number'],
  ['1.299 €', 1299, 'number'],
  ['1.299 €', '1.299', 'number'],
  ["CHF 1'299.90", 129990, 'minor'],
  ['€ 89.00', '8900', 'minor'],
  ['12 in stock', 12, 'number'],
  ['  Copper\n kettle ', 'Copper kettle', 'text'],
  ['COPPER KETTLE', 'Copper kettle', 'text'],
  ["CHF 1'299.90", 1299.95, null],
  ['Ships in 3 to 5 days', 3, null],
  ['12 March 2026', 2026, null],
  ['Delivered by our own people within 3 days', 3, null],
  ['Copper kettle', 'Copper kettle, large', null],
] as const)('%s and %j: %s', (shown, value, sameness) => {
  expect(samenessOf(shownValue(shown), value)).toBe(sameness);
});

test('a number has as many digits as are shown', () => {
  expect(['€ 19.90', '7', 'kettle'].map((text) => digitsOf(shownValue(text)))).toEqual([4, 1, 0]);
});
