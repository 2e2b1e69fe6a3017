import { expect, test } from 'vitest';
import { changeHeadline } from '../../../domain/change/headline.ts';

test.each([
  [
    'price',
    'Price went from $1,299.95 to $1,149.95 (-11.54 %).',
    'Ridge Tent – Larch & Lantern',
    'Ridge Tent is 12 % cheaper',
  ],
  [
    'price',
    'Price went from €18.50 to €19.90 (+7.57 %).',
    'Slow Roast Beans',
    'Slow Roast Beans is 7.6 % dearer',
  ],
  ['price', '3 prices changed', 'Offers | Shop', '3 prices changed'],
  ['price', 'Price went from 1 to 2 (+100.00 %).', '', 'Price went from 1 to 2 (+100.00 %)'],
  ['text', 'Line added: “now (-5 %)”', 'Home', 'Line added: “now (-5 %)”'],
  ['price', 'Price went from 2 to 1 (−50 %).', 'x'.repeat(300), 'Price went from 2 to 1 (−50 %)'],
] as const)('%s: %s', (kind, summary, title, headline) => {
  expect(changeHeadline({ kind, summary, title })).toBe(headline);
});
