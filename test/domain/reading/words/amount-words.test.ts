// Words beside an amount and behind a label of stock are known to the readers of prices and of pages.
import { describe, expect, test } from 'vitest';
import { labelledStock } from '../../../../domain/reading/product/stock-label.ts';
import { parseMoney } from '../../../../domain/reading/money/money.ts';
import { isFreeText, isNetText } from '../../../../domain/reading/money/role.ts';
import { MAGNITUDES, PERCENT, SUBUNITS } from '../../../../domain/reading/words/amount-word.ts';
import { FREE, NET, TAX, WITHOUT } from '../../../../domain/reading/words/price-note.ts';
import { MORE_THAN, NO, PIECES, YES } from '../../../../domain/reading/words/stock-label-value.ts';
import { spelledWords } from '../../../support/spelled-words.ts';

test.each(spelledWords(FREE))('"%s" costs nothing', (word) => {
  expect(isFreeText(word)).toBe(true);
});

test.each([
  ...spelledWords(WITHOUT).map((word) => `${word} VAT`),
  ...spelledWords(TAX).map((word) => `excl. ${word}`),
  ...spelledWords(NET),
])('"%s" leaves the tax out', (text) => {
  expect(isNetText(`100 € ${text}`)).toBe(true);
});

describe.each(MAGNITUDES.map(({ places, words }) => [places, spelledWords(words)] as const))(
  'ten to the power of %s',
  (places, words) => {
    test.each(words)('"%s"', (word) => {
      expect(parseMoney(`2 ${word} €`).amount).toBe(String(2 * 10 ** places));
    });
  },
);

test.each(spelledWords(SUBUNITS))('"50 %s" are the hundredth parts', (word) => {
  expect(parseMoney(`12€ 50 ${word}`).amount).toBe('12.50');
});

test.each(spelledWords(PERCENT))('"20 %s" is no amount', (word) => {
  expect(parseMoney(`20 ${word}`).amount ?? null).toBeNull();
});

function stockOf(value: string): string | undefined {
  const element = {} as Parameters<typeof labelledStock>[0][number]['element'];
  const block = {
    text: `Availability: ${value}`,
    element,
    region: 'main',
    linkChars: 0,
    order: 1,
    heading: 0,
  };
  return labelledStock([block as Parameters<typeof labelledStock>[0][number]], 0)?.availability;
}

describe('behind a label of stock', () => {
  test.each(spelledWords(YES))('"%s" is in stock', (word) => {
    expect(stockOf(word)).toBe('InStock');
  });

  test.each(spelledWords(NO))('"%s" is out of stock', (word) => {
    expect(stockOf(word)).toBe('OutOfStock');
  });

  test.each(spelledWords(PIECES))('"0 %s" counts', (word) => {
    expect(stockOf(`0 ${word}`)).toBe('OutOfStock');
  });

  test.each(spelledWords(MORE_THAN))('"%s 3" counts', (word) => {
    expect(stockOf(`${word} 3`)).toBe('InStock');
  });
});
