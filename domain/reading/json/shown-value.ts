// Whether a value of a JSON document is what a page shows: as text, white space aside, or as a number however it is written:
// 1299.9 is "CHF 1'299.90".
import { foldSpace } from '../html/copy-text.ts';
import { findNumbers, isDateLike, normaliseNumberText, numberValue } from '../money/number-text.ts';

export type Scalar = string | number;

export interface ShownValue {
  /** Folded, in lower case. */
  readonly text: string;
  /** Plain decimals without zeros at their end; null: the text is no single number. */
  readonly decimal: string | null;
}

/** `minor`: as the hundredfold of a number, which holds only where something beside it says so. */
export type Sameness = 'text' | 'number' | 'minor';

/** More words around a number make it a sentence, which has to be found as it is. */
const MAX_AROUND = 20;
const PLAIN = /^-?\d{1,15}(?:\.\d{1,10})?$/;

export function shownValue(text: string): ShownValue {
  const folded = foldSpace(text);
  return { text: folded.toLowerCase(), decimal: decimalIn(folded) };
}

function decimalIn(text: string): string | null {
  if (text.length > 60) return null;
  const plain = normaliseNumberText(text);
  const [token, ...others] = findNumbers(plain);
  if (token === undefined || others.length > 0 || isDateLike(plain, token)) return null;
  const around = plain.length - (token.end - token.start);
  return around > MAX_AROUND ? null : withoutZeros(numberValue(token));
}

function withoutZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Null: it is another value. */
export function samenessOf(shown: ShownValue, value: Scalar): Sameness | null {
  if (typeof value === 'string' && foldSpace(value).toLowerCase() === shown.text) return 'text';
  if (shown.decimal === null) return null;
  const decimals = decimalsOf(value);
  if (decimals.includes(shown.decimal)) return 'number';
  return decimals.includes(hundredfold(shown.decimal)) ? 'minor' : null;
}

/** A text such as "1.299" is one and a bit, or a thousand and more: programs write the former, people the latter. */
export function decimalsOf(value: Scalar): string[] {
  const text = String(value).trim();
  const plain = PLAIN.test(text) ? [withoutZeros(text)] : [];
  const read = typeof value === 'string' ? decimalIn(text) : null;
  return read === null ? plain : [...plain, read];
}

/** Empty: there are more decimals than a hundredth. */
export function hundredfold(decimal: string): string {
  const [whole = '', part = ''] = decimal.split('.');
  return part.length > 2 ? '' : `${whole}${part.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
}

/** Its digits, as many as are shown: a number with few of them is found in many places by chance. */
export function digitsOf({ decimal, text }: ShownValue): number {
  return decimal === null ? 0 : text.replaceAll(/\D/g, '').replace(/^0+/, '').length;
}
