// Quick tests of short texts: may this be a price, does it name a currency? Texts that pass are read properly later.
import { normaliseNumberText } from '../money/number-text.ts';
import { CURRENCY_CODE, CURRENCY_SIGN, CURRENCY_SIGNS, CURRENCY_WORD } from '../words/currency-pattern.ts';

const SIGNS = CURRENCY_SIGN;
const WORDS = `${CURRENCY_WORD}|${CURRENCY_CODE}`;
const EDGE = '(?<![\\p{L}])';
const END = '(?![\\p{L}])';

/** "350.-" and "890,–" are prices without naming a currency. */
const DASHED = '\\d[.,]\\s?[-–—]{1,2}(?![\\d\\p{L}])';
const CURRENCY = new RegExp(`${SIGNS}|\\d\\s?(?:${WORDS})${END}|${EDGE}(?:${WORDS})${END}|[元円원]`, 'u');
const PRICED = new RegExp(
  `${SIGNS}|${DASHED}|\\d[.,–-]*\\s?(?:${WORDS})${END}|${EDGE}(?:${WORDS})\\.?\\s?\\d`,
  'u',
);
const WHOLE = new RegExp(
  `(?:${SIGNS}|${EDGE}(?:${WORDS})\\.?)[\\s:]{0,3}[.,]?\\d|\\d[\\d.,'’–-]*\\s{0,2}(?:${SIGNS}|(?:${WORDS})${END})|${DASHED}`,
  'u',
);
const ALONE = new RegExp(`^\\s*(?:${SIGNS}|${WORDS})\\.?\\s*$`, 'u');
/** Asked of every short text of a page, so it is as simple as it can be. */
const DIGIT_OR_SIGN = new RegExp(`[\\d${CURRENCY_SIGNS}٠-٩۰-۹०-९০-৯０-９]`);
const MAX_TEXT = 80;
const MAX_ALONE = 8;

export function namesCurrency(text: string): boolean {
  return CURRENCY.test(text);
}

/** An amount with its currency beside it. */
export function containsPrice(text: string): boolean {
  return WHOLE.test(normaliseNumberText(text));
}

/** Whether a text may be a price, or the currency of a price whose digits stand beside it. */
export function mayBePrice(text: string): boolean {
  if (text.length >= MAX_TEXT) return false;
  if (DIGIT_OR_SIGN.test(text)) return PRICED.test(normaliseNumberText(text));
  return text.length <= MAX_ALONE && ALONE.test(text);
}
