// The one place of a JSON document that says a shown value, in documents as shops send them.
import { expect, test } from 'vitest';
import { findValue } from '../../../../domain/reading/json/find-value.ts';
import { shownValue } from '../../../../domain/reading/json/shown-value.ts';

const TEXT = ['Copper kettle', 'Made by hand in a small workshop', 'Smith & Daughters', "CHF 1'299.90"];
const PAGE = { title: 'copper kettle', text: TEXT.join('\n').toLowerCase() };

function find(root: unknown, wanted: string) {
  const search = findValue(root, shownValue(wanted), PAGE);
  return search.kind === 'found' ? search.found.path : search.kind;
}

test('a price beside the name of what is sold is found, however deep it lies', () => {
  const price = { currency: 'CHF', 'gross-amount': 1299.9 };
  const root = { data: { product: { name: 'Copper kettle', offers: { price } }, cart: { total: 0 } } };
  expect(find(root, "CHF 1'299.90")).toBe("$.data.product.offers.price['gross-amount']");
});

test('of several the one beside the most that the page shows is taken', () => {
  const related = [
    { id: 8, name: 'Iron pot', price: 1299.9 },
    { id: 9, name: 'Copper pan', price: 1299.9 },
  ];
  const product = { name: 'Copper kettle', maker: 'Smith & Daughters', price: 1299.9 };
  expect(find({ related, product }, "1'299.90")).toBe('$.product.price');
});

test('what lies in another branch counts less than what is around it', () => {
  const product = { name: 'Copper kettle', maker: 'Smith & Daughters', offer: { price: 1299.9 } };
  expect(find({ product, related: [{ name: 'Iron pot', price: 1299.9 }] }, "1'299.90")).toBe(
    '$.product.offer.price',
  );
  expect(find({ product: { name: 'Copper kettle' }, offer: { price: 1299.9 } }, "1'299.90")).toBe(
    '$.offer.price',
  );
});

test('an item of a list is named by its id, and by its place only where it has none', () => {
  const others = [
    { sku: 'K-1', name: 'Iron pot', price: 80 },
    { sku: "K'2", name: 'Copper kettle', price: 1299.9 },
  ];
  expect(find({ items: others }, "1'299.90")).toBe(String.raw`$.items[?@.sku=='K\'2'].price`);
  const nameless = others.map(({ name, price }) => ({ name, price }));
  expect(find({ items: nameless }, "1'299.90")).toBe('$.items[1].price');
  expect(find([nameless[1]], "1'299.90")).toBe('$[0].price');
});

test('what says it as it is shown comes before what says its number', () => {
  expect(find({ name: 'Copper kettle', size: 'Size 12', at: 12 }, 'Size 12')).toBe('$.size');
});

test('of names for one price that of the price that is asked is taken', () => {
  const root = { name: 'Copper kettle', listPrice: 1299.9, price: 1299.9, unitPrice: 1299.9 };
  expect(find(root, "1'299.90")).toBe('$.price');
});

test('a hundredfold is a price only where something says that it is in cents', () => {
  expect(find({ name: 'Copper kettle', price: 129_990 }, "CHF 1'299.90")).toBe('absent');
  expect(find({ name: 'Copper kettle', priceCents: 129_990 }, "CHF 1'299.90")).toBe('$.priceCents');
  expect(find({ name: 'Copper kettle', price: { amount: 129_990, unit: 'cents' } }, "CHF 1'299.90")).toBe(
    '$.price.amount',
  );
  expect(find({ name: 'Copper kettle', price: { value: 129_990, fractionDigits: 2 } }, "CHF 1'299.90")).toBe(
    '$.price.value',
  );
  expect(find({ name: 'Copper kettle', price: { centAmount: 129_991 } }, "CHF 1'299.90")).toBe('absent');
  expect(find({ name: 'Copper kettle', percentage: 129_990 }, "CHF 1'299.90")).toBe('absent');
});

test('a short value alone is no proof, beside the name it is', () => {
  expect(find({ a: 1, b: { stock: 7 } }, '7')).toBe('unclear');
  expect(find({ product: { name: 'Copper kettle', stock: 7 } }, '7')).toBe('$.product.stock');
  expect(find({ answer: 'yes' }, 'yes')).toBe('unclear');
});

test('a rare value that stands once is proof by itself', () => {
  expect(find({ state: { total: 1299.9 } }, "CHF 1'299.90")).toBe('$.state.total');
  expect(
    find({ p: { words: 'Made by hand in a small workshop' } }, 'Made by hand in a small  workshop'),
  ).toBe('$.p.words');
});

test('nothing is taken where nothing tells two places apart', () => {
  const twice = { name: 'Copper kettle', first: { price: 1299.9 }, second: { price: 1299.9 } };
  expect(find(twice, "1'299.90")).toBe('unclear');
  const crowd = Array.from({ length: 1_000 }, (_, at) => ({ id: at, price: 1299.9 }));
  expect(find(crowd, "1'299.90")).toBe('unclear');
});

test('what is nested without end ends', () => {
  const bottom: Record<string, unknown> = {};
  let deep = bottom;
  for (let level = 0; level < 5_000; level += 1) {
    const inner = {};
    deep['a'] = inner;
    deep = inner;
  }
  deep['price'] = 1299.9;
  expect(find(bottom, "1'299.90")).toBe('absent');
});
