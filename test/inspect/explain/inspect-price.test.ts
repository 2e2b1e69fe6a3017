// The inspector's answer keeps the case's hints.
import { expect, it } from 'vitest';
import { inspectPrice } from '../../../cli/inspect/explain/inspect-price.ts';

it('answers with amount, code, spelling and role', () => {
  expect(inspectPrice({ text: 'UVP 1.299,95', currency_hint: '€' })).toEqual({
    amount: '1299.95',
    currency_iso: 'EUR',
    currency_raw: '€',
    role: 'list',
  });
  expect(inspectPrice({ text: '140.000', decimal_separator: ',' }).amount).toBe('140000');
  expect(inspectPrice({ text: null }).amount).toBeNull();
});

it.each([
  ['$10', 'USD'],
  ['99 kr', 'SEK'],
  ['¥1,000', 'JPY'],
  ['100 kroner', null],
])('of %j without a page tells what is meant most often: %s', (text, code) => {
  expect(inspectPrice({ text }).currency_iso).toBe(code);
});

it.each([
  [{ text: '$10', lang: 'es' }, null],
  [{ text: '$10', host: 'shop.example.ca' }, 'CAD'],
  [{ text: '$10', currency_hint: 'AUD' }, 'AUD'],
  [{ text: '99 kr', lang: 'da' }, 'DKK'],
])('of %j tells what the page or the hint decides: %s', (input, code) => {
  expect(inspectPrice(input).currency_iso).toBe(code);
});
