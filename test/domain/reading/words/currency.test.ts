// Every reader of prices knows every currency: the one of amounts, the walk over a page, the comparison of two versions.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { containsPrice, mayBePrice, namesCurrency } from '../../../../domain/reading/scan/price-text.ts';
import { parseMoney } from '../../../../domain/reading/money/money.ts';
import {
  CODES_OF_OTHER_THINGS,
  CURRENCY_SPELLINGS,
  FORMER_CODES,
  PAGE_WORDS,
  PROSE_WORDS,
} from '../../../../domain/reading/words/currency.ts';
import {
  currencySign,
  isPriceLike,
  pricesOf,
  statesFact,
} from '../../../../domain/reading/words/text-kind.ts';

const CODES = Object.keys(CURRENCY_SPELLINGS);
const SIGNS = [
  ...new Set(
    Object.values(CURRENCY_SPELLINGS)
      .join('')
      .match(/\p{Sc}/gu),
  ),
];

describe('a currency that is known to one reader is known to all', () => {
  test.each(CODES)('every reader knows the code %s', (code) => {
    expect(parseMoney(`12.50 ${code}`).currencyIso).toBe(code);
    const isPrice = !CODES_OF_OTHER_THINGS.has(code);
    for (const text of [`12.50 ${code}`, `${code} 12.50`]) {
      expect(mayBePrice(text), text).toBe(isPrice);
      expect(containsPrice(text), text).toBe(isPrice);
      expect(isPriceLike(text), text).toBe(isPrice);
      expect(pricesOf(text), text).toEqual(isPrice ? [text] : []);
      expect(currencySign(text), text).toBe(isPrice ? code : '');
    }
  });

  test.each(SIGNS)('every reader knows the sign %s', (sign) => {
    expect(parseMoney(`12.50 ${sign}`).currencyRaw).toBeDefined();
    for (const text of [`12.50 ${sign}`, `${sign} 12.50`]) {
      expect(mayBePrice(text), text).toBe(true);
      expect(containsPrice(text), text).toBe(true);
      expect(isPriceLike(text), text).toBe(true);
      expect(currencySign(text), text).toBe(sign);
    }
  });

  test.each(PAGE_WORDS)('every reader knows the word %s', (word) => {
    const text = `1250 ${word}`;
    expect(parseMoney(text).currencyRaw).toBeDefined();
    expect(namesCurrency(text)).toBe(true);
    expect(mayBePrice(text)).toBe(true);
    expect(containsPrice(text)).toBe(true);
    expect(isPriceLike(text)).toBe(true);
    expect(statesFact(text)).toBe(true);
    expect(currencySign(text)).toBe(word.replace(/\.$/, ''));
  });

  test.each(PROSE_WORDS)('%s is a currency in a text that is a price, and in one that changed', (word) => {
    expect(parseMoney(`5 ${word}`).currencyRaw).toBe(word);
    expect(isPriceLike(`5 ${word}`)).toBe(true);
    expect(mayBePrice(`5 ${word}`)).toBe(false);
  });
});

test('a code of another thing is a code, and one of the past is none that pages ask prices in', () => {
  for (const code of CODES_OF_OTHER_THINGS) expect(CODES).toContain(code);
  for (const code of FORMER_CODES.split(' ')) expect(CODES).not.toContain(code);
});

/** Says of currencies how many decimals they have. */
const DECIMALS = 'reading/money/exponent.ts';

test('no other file of the rules lists currencies', () => {
  const files = readdirSync('domain', { recursive: true, encoding: 'utf8' });
  const listing = files.filter((file) => {
    if (!file.endsWith('.ts') || file === 'reading/words/currency.ts' || file === DECIMALS) return false;
    const lines = readFileSync(`domain/${file}`, 'utf8').split('\n');
    return lines.some(
      (line) =>
        /\[[^\]]*(?:\p{Sc}[^\]]*){4}\]/u.test(line) ||
        (line.match(/(?<=[|' ])[A-Z]{3}(?=[|' ])/g) ?? []).filter((word) => CODES.includes(word)).length > 3,
    );
  });
  expect(listing).toEqual([]);
});
