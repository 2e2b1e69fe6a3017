// Signs, codes and words of currencies as parts of patterns, for readers that look for money in any text.
import { CODES_OF_OTHER_THINGS, CURRENCY_SPELLINGS, PAGE_WORDS, PROSE_WORDS } from './currency.ts';

const SIGNS = [
  ...new Set(
    Object.values(CURRENCY_SPELLINGS)
      .join('')
      .match(/\p{Sc}/gu),
  ),
];
const CODES = Object.keys(CURRENCY_SPELLINGS).filter((code) => !CODES_OF_OTHER_THINGS.has(code));

/** The signs without the brackets of a class: `$€£…`. */
export const CURRENCY_SIGNS = SIGNS.join('');
/** One sign. */
export const CURRENCY_SIGN = `[${CURRENCY_SIGNS}]`;
/** One code of a currency in which pages give prices. */
export const CURRENCY_CODE = oneOf(CODES);
/** One word, with its point if it has one: "kr.". */
export const CURRENCY_WORD = oneOf(PAGE_WORDS);
export const CURRENCY_PROSE = oneOf([...PAGE_WORDS, ...PROSE_WORDS]);

/** Longest first: "kr." before "kr". */
function oneOf(words: readonly string[]): string {
  const sorted = words.toSorted((a, b) => b.length - a.length);
  return `(?:${sorted.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)).join('|')})`;
}
