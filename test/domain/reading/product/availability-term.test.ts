// Stock terms of markup, as schema.org and shops write them.
import { expect, it } from 'vitest';
import { availabilityTerm } from '../../../../domain/reading/product/availability-term.ts';

it.each([
  ['https://schema.org/InStock', 'InStock'],
  ['in_stock', 'InStock'],
  ['http://schema.org/Reserved', 'OutOfStock'],
  ['BackOrder', 'BackOrder'],
  ['Sold Out', 'SoldOut'],
  ['https://schema.org/Nonsense', undefined],
])('%s means %s', (text, term) => {
  expect(availabilityTerm(text)).toBe(term);
});
