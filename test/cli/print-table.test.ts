import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { formatTable, pad, plain } from '../../cli/print-table.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 120 });

test('columns stand below each other in Japanese, with accents, emoji and colours', () => {
  const table = formatTable(
    ['NAME', 'STATE'],
    [
      ['東京の店', 'idle'],
      ['Cafe\u0301', 'idle'],
      ['👩‍👩‍👧 shop', 'idle'],
      ['\u001b[32mgreen\u001b[39m', 'idle'],
    ],
  );
  const columns = table
    .trimEnd()
    .split('\n')
    .map((line) => stringWidth(line.slice(0, line.search(/STATE|idle/))));
  expect(columns).toEqual([10, 10, 10, 10, 10]);
});

test.each([
  ['short', 5, 'short'],
  ['longer text', 7, 'longer…'],
  ['日本語の名前', 12, '日本語の名前'],
  ['日本語の名前', 11, '日本語の名…'],
  // A character of two columns does not fit into one.
  ['日本語の名前', 10, '日本語の…'],
  ['ab👩‍👩‍👧cd', 4, 'ab…'],
  ['\u001b]0;title\u0007a\u202Eb', 9, 'ab'],
])('%j in %i columns is %j', (text, width, shown) => {
  expect(plain(text, width)).toBe(shown);
});

describe('of any text', () => {
  test('never more columns are shown than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, width) => {
        expect(stringWidth(plain(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('what is padded fills its column', () => {
    fc.assert(
      fc.property(anyText, fc.nat(200), (text, width) => {
        const padded = pad(text, width);
        expect(padded.trimEnd()).toBe(text.trimEnd());
        expect(stringWidth(padded)).toBe(Math.max(stringWidth(text), width));
      }),
    );
  });
});
