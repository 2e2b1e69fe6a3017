// Builds the patterns of noise from lists of words: case does not matter, words may be in any script.

export const WORD_START = '(?<![\\p{L}\\d])';
export const WORD_END = '(?![\\p{L}\\p{M}])';
export function pattern(source: string): RegExp {
  return new RegExp(source, 'giu');
}

export function blankAll(patterns: readonly RegExp[], mark: string) {
  return (text: string): string => patterns.reduce((result, one) => result.replace(one, mark), text);
}
