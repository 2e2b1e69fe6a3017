// Builds the patterns of noise from lists of words: case does not matter, words may be in any script.
import { wordTest } from '../../reading/words/word-test.ts';

export const WORD_START = '(?<![\\p{L}\\d])';
export const WORD_END = '(?![\\p{L}\\p{M}])';
export function pattern(source: string): RegExp {
  return new RegExp(source, 'giu');
}

type Blank = (text: string) => string;

/** Replaces what the patterns find, one after the other, by the mark. */
export function blankAll(patterns: readonly RegExp[], mark: string): Blank {
  return blankWith(patterns, (text) => patterns.reduce((result, one) => result.replace(one, mark), text));
}

/** Most texts hold no noise of a kind: one search in lower case tells, before the patterns of that kind are gone through. */
export function blankWith(patterns: readonly RegExp[], blank: Blank): Blank {
  const mayHold = wordTest(patterns.map(({ source }) => source).join('|'));
  return (text) => (mayHold(text) ? blank(text) : text);
}
