import { expect, test } from 'vitest';
import { changeHeadline, shortHeadline } from '../../../domain/change/headline.ts';

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
  ['availability', 'Availability went from in stock to out of stock.', 'Kettle – Shop', 'Kettle is sold out'],
  ['availability', 'Availability went from OutOfStock to InStock.', 'Kettle', 'Kettle is back in stock'],
  [
    'availability',
    'Availability went from in stock to pre order',
    'Kettle',
    'Availability went from in stock to pre order',
  ],
  [
    'availability',
    'Availability under Cups went from In stock to Sold out',
    'Offers',
    'Availability under Cups went from In stock to Sold out',
  ],
  [
    'availability',
    'Availability went from In stock to Sold out; and 2 more',
    'Offers',
    'Availability went from In stock to Sold out; and 2 more',
  ],
  ['price', '3 prices changed', 'Offers | Shop', '3 prices changed'],
  ['price', 'Price went from 1 to 2 (+100.00 %).', '', 'Price went from 1 to 2 (+100.00 %)'],
  ['text', 'Line added: “now (-5 %)”', 'Home', 'Line added: “now (-5 %)”'],
  ['price', 'Price went from 2 to 1 (−50 %).', 'x'.repeat(300), 'Price went from 2 to 1 (−50 %)'],
] as const)('a change of %s that says “%s” gets its headline', (kind, summary, title, headline) => {
  expect(changeHeadline({ kind, summary, title })).toBe(headline);
});

test('a headline that has room says all, and the sentence below says nothing twice', () => {
  expect(shortHeadline({ kind: 'text', summary: 'Line added: “now”.', title: 'Home' })).toEqual({
    text: 'Line added: “now”',
    rest: null,
  });
});

test('a long headline ends after a word, and the sentence below says all of it', () => {
  const summary = `“Effective: April 8” became “Effective: July 27”, and ${'another line of the rules '.repeat(6)}.`;
  const { text, rest } = shortHeadline({ kind: 'text', summary, title: 'Rules' });
  expect(text.length).toBeLessThanOrEqual(110);
  expect(text).toMatch(/[a-z]…$/);
  expect(text).not.toMatch(/……/);
  expect(summary.startsWith(text.slice(0, -1))).toBe(true);
  expect(rest).toBe(summary);
});

test('a headline of one endless word is cut all the same', () => {
  const { text } = shortHeadline({ kind: 'text', summary: 'x'.repeat(400), title: '' });
  expect(text.length).toBeLessThanOrEqual(110);
});
