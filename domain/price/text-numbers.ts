// The numbers of a text, for rules that compare them.
import { findNumbers, normaliseNumberText, numberValue } from './number-text.ts';

const MAX_NUMBERS = 1_000;

/** All numbers of a text in order, in any notation. A minus counts only where it can't be a dash. */
export function numbersOf(text: string): number[] {
  const plain = normaliseNumberText(text);
  return findNumbers(plain, MAX_NUMBERS).map((token) => {
    const isNegative = /(?:^|[\s(:=])[-−]\s?\p{Sc}?$/u.test(plain.slice(0, token.start));
    return Number(numberValue(token)) * (isNegative ? -1 : 1);
  });
}
