import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from '../../../../domain/change/diff/word-change.ts';

const MARKS = { same: '', added: '+', removed: '-' };
const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ op, text }) => (op === 'same' ? text : `[${MARKS[op]}${text}]`))
    .join('');

test.each([
  ['Now € 129.95 only', 'Now € 109.95 only', 'Now € [-129.95][+109.95] only'],
  ['five old pots', 'six new pots', '[-five old][+six new] pots'],
  ['in stock', 'in stock today', 'in stock[+ today]'],
  ['価格は高いです', '価格は安いです', '価格は[-高][+安]いです'],
  ['', 'new', '[+new]'],
  ['same', 'same', 'same'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 families', '👩‍👩‍👧 [-family][+families]'],
])('tells the words that differ from “%s” to “%s”', (before, after, expected) => {
  expect(shown(before, after)).toBe(expected);
});

test('both texts can be put together again from the words, whatever they are', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.lorem({ maxCount: 12 }));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffWords(before, after);
      const side = (left: 'added' | 'removed'): string =>
        parts
          .filter(({ op }) => op !== left)
          .map((part) => part.text)
          .join('');
      expect([side('added'), side('removed')]).toEqual([before, after]);
    }),
  );
});

test('a line that is too long or differs too much is replaced as a whole', () => {
  const long = 'word '.repeat(5_000);
  expect(diffWords(long, `${long}x`)).toHaveLength(2);
  const letters = (from: number): string => Array.from({ length: 600 }, (_, n) => `w${from + n}x`).join('.');
  expect(diffWords(letters(0), letters(9_000))).toHaveLength(2);
});
