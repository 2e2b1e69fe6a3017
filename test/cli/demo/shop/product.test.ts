// How the shop writes prices, in the notation of each country.
import { expect, it } from 'vitest';
import { type Notation, decimalText, priceText } from '../../../../cli/demo/shop/product.ts';

it.each<[number, Notation, string]>([
  [129_995, 'eur-german', '1.299,95\u00a0€'],
  [104_900, 'eur-french', '1\u202f049,00\u00a0€'],
  [129_995, 'usd', '$1,299.95'],
  [4900, 'gbp', '£49'],
  [6450, 'gbp', '£64.50'],
  [12_800, 'jpy', '¥12,800'],
  [125_000, 'chf', "CHF 1'250.–"],
  [34_950, 'chf', 'CHF 349.50'],
  [129_000, 'sek', '1\u00a0290 kr'],
])('%i in %s reads %s', (minor, notation, text) => {
  expect(priceText(minor, notation)).toBe(text);
});

it('gives machines a plain decimal', () => {
  expect(decimalText(129_995, 'usd')).toBe('1299.95');
  expect(decimalText(12_800, 'jpy')).toBe('12800');
});
