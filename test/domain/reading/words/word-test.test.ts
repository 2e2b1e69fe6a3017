// A search in lower case finds what a search by Unicode's rules finds, for every letter.
import { expect, test } from 'vitest';
import { wordTest } from '../../../../domain/reading/words/word-test.ts';

const LAST = 0xffff;

/** The letters that another letter becomes in either case, and those that become it. */
function relatives(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    if (one === other || other.length !== 1) return;
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      found.set(from, (found.get(from) ?? new Set([from])).add(to));
  };
  for (let code = 0; code <= LAST; code++) {
    const letter = String.fromCharCode(code);
    const upper = letter.toUpperCase();
    for (const other of [letter.toLowerCase(), upper, upper.toLowerCase()]) add(letter, other);
  }
  return found;
}

/** Words are written in usual letters: nobody writes "ſold", and "ς" stands in Greek texts alone. */
function isUsual(letter: string): boolean {
  return letter === letter.toLowerCase() && letter === letter.toUpperCase().toLowerCase();
}

test('every letter is found in every case that Unicode knows of it', () => {
  const wrong: string[] = [];
  for (const [letter, others] of relatives())
    for (const other of [...others].filter(isUsual)) {
      const isMeant = new RegExp(`^${other}$`, 'iu').test(letter);
      if (wordTest(`^${other}$`)(letter) !== isMeant) wrong.push(`${other} in ${letter}`);
    }
  expect(wrong).toEqual([]);
});

test.each([
  ['sold[ -]?out', 'SOLD OUT', true],
  ['sold[ -]?out', 'ſold out', true],
  ['tükendi', 'TÜKENDI', true],
  ['tükendi', 'TÜKENDİ', false],
  ['εξαντλ', 'ΕΞΑΝΤΛΗΘΗΚΕ', true],
  ['κωδικός', 'ΚΩΔΙΚΌΣ', true],
  ['нет в наличии', 'НЕТ В НАЛИЧИИ', true],
  [String.raw`^\p{L}+ \d\s?€$`, 'Tee 4 €', true],
  [String.raw`(?:^|NT)\$\d`, 'nt$5', true],
  [String.raw`\Sold`, 'SOLD', true],
])('%s in "%s": %s', (words, text, isFound) => {
  expect(wordTest(words)(text)).toBe(isFound);
  expect(new RegExp(words, 'iu').test(text)).toBe(isFound);
});

test('words that tell upper from lower case are refused', () => {
  expect(() => wordTest(String.raw`by \p{Lu}`)('by Ann')).toThrow(/upper or lower case/);
});
