// Every reader of stock knows every word of it: phrases, buttons, labels, and the comparison of two versions.
import { describe, expect, test } from 'vitest';
import { labelledStock } from '../../../../domain/reading/product/stock-label.ts';
import { isAttribute, isStockLike, statesFact } from '../../../../domain/reading/words/text-kind.ts';
import {
  availabilityPhrase,
  isSoldOutButton,
  isStockLabel,
} from '../../../../domain/reading/words/read-stock.ts';
import * as stock from '../../../../domain/reading/words/stock-word.ts';
import { spelledWords as words } from '../../../support/spelled-words.ts';

const STATEMENTS = [
  ['OutOfStock', stock.OUT_OF_STOCK],
  ['OutOfStock', stock.SOLD],
  ['LimitedAvailability', stock.LOW_STOCK],
  ['PreOrder', stock.PRE_ORDER],
  ['BackOrder', stock.BACK_ORDER],
  ['InStock', stock.IN_STOCK],
] as const;

describe.each(STATEMENTS)('what says %s', (availability, lists) => {
  test.each(words(lists))('"%s"', (text) => {
    expect(availabilityPhrase(text)).toBe(availability);
    expect(isStockLike(text)).toBe(true);
    expect(statesFact(text)).toBe(true);
    if (availability === 'OutOfStock') expect(isSoldOutButton(text)).toBe(true);
    const value = labelledStock([block('Availability'), block(text)], 0);
    expect(value?.availability).toBe(availability);
  });
});

test.each(words(stock.STOCK_STATEMENTS))('"%s" is understood, on pages and where a text changed', (text) => {
  expect(availabilityPhrase(text) ?? (isSoldOutButton(text) ? 'OutOfStock' : undefined)).toBeDefined();
  expect(isStockLike(text)).toBe(true);
  expect(isAttribute(text)).toBe(true);
});

test.each(words(stock.ONLY_ON_BUTTONS))('"%s" is a button of what is sold out', (text) => {
  expect(isSoldOutButton(text)).toBe(true);
});

test.each(words(stock.STOCK_LABELS))('"%s" is a label, and speaks of stock', (text) => {
  expect(isStockLabel(text)).toBe(true);
  expect(isStockLike(text)).toBe(true);
  expect(labelledStock([block(`${text}: 0`)], 0)?.availability).toBe('OutOfStock');
});

function block(text: string): Parameters<typeof labelledStock>[0][number] {
  const element = {} as Parameters<typeof labelledStock>[0][number]['element'];
  return { text, element, region: 'main', linkChars: 0, order: 1, heading: 0 };
}
