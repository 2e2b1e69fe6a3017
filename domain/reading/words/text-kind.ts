// What kind of text a block is: a price, a word about stock, a number. Such texts are never taken for noise.
import { CURRENCY_CODE, CURRENCY_PROSE, CURRENCY_SIGN, CURRENCY_WORD } from './currency-pattern.ts';
import { STOCK_MENTIONS, STOCK_STATEMENTS } from './stock-word.ts';
import { availabilityPhrase, isStockLabel } from './read-stock.ts';
import { anyOf } from './word-lists.ts';
import { wordTest } from './word-test.ts';

const SIGN = CURRENCY_SIGN;
const CODE = CURRENCY_CODE;
const NAME = `(?:${CURRENCY_PROSE}|cents?)`;
/** A currency word before a number. "Fr" is left out, because it also means Friday: "Fr. 27.11.". */
const NAME_BEFORE = `(?!Fr)${CURRENCY_WORD}`;
const SPACE = '[\\s\\u00a0]?';
const PRICE = new RegExp(
  `${SIGN}\\s?[\\d.]|\\d${SPACE}${SIGN}|(?<![A-Za-z])${CODE}${SPACE}\\d|\\d${SPACE}${CODE}(?![A-Za-z])|\\d${SPACE}${NAME}(?![\\p{L}])|(?<![\\p{L}])${CURRENCY_WORD}${SPACE}\\d|\\d,(?:-|–)`,
  'u',
);
const PRICE_TOKENS = new RegExp(
  `${SIGN}\\s?[\\d.,' \\u00a0]*\\d|(?<![\\d.,'])\\d[\\d.,'\\u00a0 ]*(?:${SIGN}|${CODE}(?![A-Za-z])|${NAME}(?![\\p{L}]))|(?<![\\p{L}])(?:${CODE}|${NAME_BEFORE})${SPACE}\\d[\\d.,']*`,
  'gu',
);
const STOCK_WORDS = anyOf(STOCK_STATEMENTS, STOCK_MENTIONS);
const mentionsStock = wordTest(`(?<![\\p{L}])(?:${STOCK_WORDS})(?![\\p{L}])`);
const STOCK_TOKENS = new RegExp(
  `(?:(?:only|nur|noch)\\s+)?(?:\\d+\\s*\\+?\\s*)?(?<![\\p{L}])(?:${STOCK_WORDS})(?![\\p{L}])(?:\\s*[:(]?\\s*\\d+(?![\\d:]|\\s?[hmsd](?![\\p{L}])))?`,
  'giu',
);

/** Texts longer than this are prose; only their beginning is looked at. */
const LOOK = 2000;

/** A longer text only mentions stock. */
const MAX_STOCK_TEXT = 120;

const DIGIT = /\d/;

export function isPriceLike(text: string): boolean {
  return DIGIT.test(text) && PRICE.test(text.length > LOOK ? text.slice(0, LOOK) : text);
}

/** Whether a short text states or mentions stock, or is a label of stock. */
export function isStockLike(text: string): boolean {
  if (text.length > MAX_STOCK_TEXT) return false;
  return mentionsStock(text) || availabilityPhrase(text) !== undefined || isStockLabel(text);
}

/**
 * Whether a text says little by itself: a price, a number, a stock word, a short button. Every block of two versions
 * is tested, so only plain statements count: with all phrases a comparison of 5,000 lines took twice as long.
 */
export function isAttribute(text: string): boolean {
  if (text.length > 60) return false;
  return isPriceLike(text) || mentionsStock(text) || !/\p{L}{3}/u.test(text);
}

/** The prices written in a text, as written. */
export function pricesOf(text: string): string[] {
  const short = text.length > LOOK ? text.slice(0, LOOK) : text;
  return DIGIT.test(short) && PRICE.test(short)
    ? (short.match(PRICE_TOKENS) ?? []).map((price) => price.trim())
    : [];
}

/** The text with `mark` in the place of each price. */
export function replacePrices(text: string, mark: string): string {
  return text.replace(PRICE_TOKENS, mark);
}

/** What a short price text names beside its prices: "Green lamp € 12" → "Green lamp"; '' when nothing. */
export function nameBeside(text: string): string {
  if (text.length > 200 || !isPriceLike(text)) return '';
  const name = replacePrices(text, ' ').replace(/\s+/g, ' ').trim();
  return /\p{L}{3}/u.test(name) && !isStockLike(name) ? name : '';
}

/** Whether a text names a price or says something about stock. */
export function statesFact(text: string): boolean {
  return pricesOf(text).length > 0 || stockOf(text).length > 0;
}

/** Whether two texts name other prices, or say something else about stock; prices first, which move most. */
export function factsDiffer(before: string, after: string): boolean {
  return (
    listed(pricesOf(before)) !== listed(pricesOf(after)) || listed(stockOf(before)) !== listed(stockOf(after))
  );
}

function listed(facts: readonly string[]): string {
  return facts.map((part) => part.replace(/\s/g, '').toLowerCase()).join('|');
}

/** What a text says about stock, as written, and what a short one says by all of it. */
function stockOf(text: string): string[] {
  const short = text.length > LOOK ? text.slice(0, LOOK) : text;
  const stock = mentionsStock(short) ? (short.match(STOCK_TOKENS) ?? []) : [];
  const said = short.length <= MAX_STOCK_TEXT ? availabilityPhrase(short) : undefined;
  return said === undefined ? stock : [...stock, said];
}

const CURRENCIES = new RegExp(
  `${SIGN}|(?<![A-Za-z])${CODE}(?![A-Za-z])|(?<=\\d${SPACE})${CURRENCY_WORD}(?![\\p{L}])`,
  'u',
);

/** The currency sign or code of a price-like text, or '' where it has none. */
export function currencySign(text: string): string {
  if (text.length > 80 || !isPriceLike(text)) return '';
  return (CURRENCIES.exec(text)?.[0] ?? '').replace(/\.$/, '');
}
