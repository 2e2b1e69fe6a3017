// Every reader of stock knows every word of it: phrases, buttons, labels, and the comparison of two versions.
import { describe, expect, test } from 'vitest';
import { labelledStock } from '../../../domain/parse/product/stock-label.ts';
import { isAttribute, factsOf, isStockLike } from '../../../domain/words/text-kind.ts';
import { availabilityPhrase, isSoldOutButton, isStockLabel } from '../../../domain/words/stock-phrase.ts';
import * as stock from '../../../domain/words/stock.ts';
import type { WordLists } from '../../../domain/words/word-lists.ts';

/** Each alternative of a list in words: `auf lager|nicht (?:mehr )?lieferbar` → "auf lager", "nicht lieferbar". */
function words(lists: WordLists): string[] {
  return Object.values(lists).flatMap((list) => alternatives(list).flatMap(spelled));
}

/** Cut at the bars that stand in no group. */
function alternatives(list: string): string[] {
  let depth = 0;
  let from = 0;
  const parts: string[] = [];
  for (let at = 0; at <= list.length; at++) {
    const sign = list[at];
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (depth > 0 || (sign !== '|' && sign !== undefined)) continue;
    parts.push(list.slice(from, at));
    from = at + 1;
  }
  return parts;
}

/** One text that a pattern stands for: the first of each choice, without what may be missing. */
function spelled(source: string): string[] {
  let text = source.replace(/\(\?[!=][^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)/g, '');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\(\?:([^()]*)\)(\?|\{0,\d\})?/g, (_, choices: string, optional?: string) =>
      optional === undefined ? (choices.split('|')[0] ?? '') : '',
    );
  }
  const plain = text
    .replaceAll(/\\p\{L\}[*+]?/g, (run) => (run.endsWith('+') ? 'x' : ''))
    .replaceAll(/\\d[+*]?/g, '3')
    .replaceAll(/\\b|[\^$]/g, '')
    .replaceAll(/\[([^\]])[^\]]*\](\?)?/g, (_, first: string, optional?: string) =>
      optional === undefined ? first : '',
    )
    .replaceAll(/(.)\?/gu, '');
  return plain === '' ? [] : [plain];
}

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
    expect(factsOf(text)).toContain(availability.toLowerCase());
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
