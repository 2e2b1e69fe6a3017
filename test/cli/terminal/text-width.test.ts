import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { textWidth } from '../../../cli/terminal/text-width.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });
const plainText = fc.string({
  unit: fc.constantFrom(...Array.from('aZ09 ~é–…“”→✓✕❙█│○◷◔●◑■▤⌀')),
  maxLength: 60,
});

test('each character below U+3000 is as wide as the table of characters says', () => {
  const other: string[] = [];
  for (let code = 0x20; code < 0x3000; code++) {
    // Alone and beside others: the short way looks at the whole text.
    for (const text of [String.fromCodePoint(code), `a${String.fromCodePoint(code)}b`])
      if (textWidth(text) !== stringWidth(text)) other.push(code.toString(16));
  }
  expect(other).toEqual([]);
});

test.each([anyText, plainText])('any text is as wide as the table of characters says', (texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(textWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test('colours take no room', () => {
  expect(textWidth('\u001b[32m✓ done\u001b[39m')).toBe(6);
});
