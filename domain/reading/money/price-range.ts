// Two amounts of one price: "15-30 €", "from 5 to 9 EUR". The lower one stands first and is the price.
import { FROM_PRICE } from '../words/from-price.ts';
import { PRICE_LABEL, RANGE_MIDDLE, RANGE_START } from '../words/range-word.ts';
import { anyOf } from '../words/word-lists.ts';
import type { NumberToken } from './number-text.ts';

const DASH = /^ ?[-–—−~〜～] ?$/;
const MIDDLE = new RegExp(`^ (?:${anyOf(RANGE_MIDDLE)}) $`, 'iu');
const START = new RegExp(
  `^\\W*(?:(?:${anyOf(PRICE_LABEL)})[\\s:]*)?(?:${anyOf(FROM_PRICE, RANGE_START)})?[\\s:]*$`,
  'iu',
);
const WORDS_BEFORE = /[\p{L}#]/u;

/**
 * Whether the currency after the second number counts for the first too. Other words before the first number name another
 * thing: "Size 36 - 42 €".
 */
export function isPriceRange(text: string, first: NumberToken, second: NumberToken): boolean {
  const between = text.slice(first.end, second.start);
  if (!DASH.test(between) && !MIDDLE.test(between)) return false;
  const before = text.slice(0, first.start);
  return !WORDS_BEFORE.test(before) || (before.length < 40 && START.test(before));
}
