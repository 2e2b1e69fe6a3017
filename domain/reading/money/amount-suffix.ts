// What stands behind a number and belongs to its amount: cents after the currency, thousands, millions.
import { CENTS_BEFORE, MAGNITUDES, SUBUNIT_JOINS, SUBUNITS } from '../words/amount-word.ts';
import { anyOf } from '../words/word-lists.ts';
import type { FoundCurrency } from './currency.ts';
import type { NumberToken } from './number-text.ts';

const MAGNITUDE_WORDS = MAGNITUDES.map(({ words, not, places }) => {
  const end = not === '' ? '' : `(?!${not})`;
  return [new RegExp(String.raw`^\s?(${anyOf(words)})${end}`, 'iu'), places] as const;
});
const SUBUNIT = new RegExp(
  String.raw`^\s?(?:(?:${anyOf(SUBUNIT_JOINS)})\s)?(\d{1,2})\s?(${anyOf(SUBUNITS)})`,
  'i',
);
const SPLIT_CENTS = new RegExp(String.raw`^(\d{1,4}) (\d\d)(?= ?(?:${CENTS_BEFORE})\W*$)`);
/** "12 euros 50" at the end of a text. */
const EURO_WORD = /^euros?$/i;

/** "35€ 99", "12€50", "1000 руб. 50 коп.": decimals written after the currency. */
export function centsBehind(text: string, token: NumberToken, currency: FoundCurrency | null): string | null {
  if (currency === null || hasDecimals(token)) return null;
  const rest = text.slice(token.end, token.end + 24);
  const at = rest.indexOf(currency.raw);
  if (at < 0 || at > 1 || (at === 1 && rest[0] !== ' '))
    return splitCents(rest, currency, text.slice(0, token.start));
  return centsIn(rest.slice(at + currency.raw.length), currency.raw);
}

/** Whether the last group of digits is no thousand: "12,5", but not "1 250" or "1.250". */
function hasDecimals({ separators, groups }: NumberToken): boolean {
  return !separators.every((s) => s === ' ' || s === "'") && groups.at(-1)?.length !== 3;
}

/** The cents at the start of what stands behind the currency. */
function centsIn(tail: string, currency: string): string | null {
  const subunit = SUBUNIT.exec(tail)?.[1];
  if (subunit !== undefined) return subunit.padStart(2, '0');
  const digits = currency === '€' ? /^\s?(\d\d)(?![\d.,%]|\s?[%€$£]|\s\d)/ : /^(\d\d)(?![\d.,%])/;
  const cents = digits.exec(tail)?.[1];
  if (cents !== undefined) return cents;
  return EURO_WORD.test(currency) ? (/^ (\d\d)$/.exec(tail)?.[1] ?? null) : null;
}

/** "$12 99": cents set in smaller type after the whole part, with the currency before it. */
function splitCents(rest: string, currency: FoundCurrency, before: string): string | null {
  if (!before.trimEnd().endsWith(currency.raw)) return null;
  return /^\s(\d\d)(?=$|\s*[*†)]|\s+\p{L}{2,})(?!\s?(x|%|pcs|stk|st\b))/iu.exec(rest)?.[1] ?? null;
}

/** "12 99 €" as the whole text: the decimal mark is only drawn, by a smaller type of the cents. */
export function joinSplitCents(text: string): string {
  return text.replace(SPLIT_CENTS, '$1.$2');
}

/** "1.5k USD", "45k €": whether a thousand stands between the number and its currency. */
export function isThousands(text: string, token: NumberToken): boolean {
  return /^[kK] ?[\p{Sc}\p{L}]{1,6}\.?(?![\p{L}\s]*\d)/u.test(text.slice(token.end, token.end + 24));
}

/** The amount with its decimal mark moved to the right. */
export function shift(amount: string, places: number): string {
  const [whole = '0', part = ''] = amount.split('.');
  const digits = whole + part.padEnd(places, '0').slice(0, places);
  const rest = part.slice(places);
  return digits.replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
}

/** How many places the words behind the number move its decimal mark. */
export function magnitude(text: string, token: NumberToken, currency: FoundCurrency | null): number {
  const after = text.slice(token.end, token.end + 16);
  for (const [pattern, places] of MAGNITUDE_WORDS) if (pattern.test(after)) return places;
  const signed = currency !== null && /\p{Sc}$|^[A-Z]{3}$/u.test(currency.raw);
  if (signed && /^[kK](?![\p{L}\d])/u.test(after)) return 3;
  if (signed && /^M(?![\p{L}\d])/u.test(after)) return 6;
  return 0;
}
