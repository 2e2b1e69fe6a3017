import { expect, test } from 'vitest';
import { printedText } from '../../../domain/system/printed-text.ts';

test.each([
  ['a\u202etxt.exe', 'a\\u202etxt.exe'],
  ['\u001b[2J', '\\u001b[2J'],
  ['\u0085\u2028\ufeff\u061c', '\\u0085\\u2028\\ufeff\\u061c'],
  ['täglich 価格 👨\u200d👩\u200d👧\n\tnext', 'täglich 価格 👨\u200d👩\u200d👧\n\tnext'],
])('%j is printed as %j', (text, printed) => {
  expect(printedText(text)).toBe(printed);
});
