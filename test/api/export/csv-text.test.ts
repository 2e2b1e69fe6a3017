// Cells of a CSV file: what a spreadsheet would take for a formula is text.
import { expect, test } from 'vitest';
import { csvLines, inertCell } from '../../../api/export/csv-text.ts';

test.each([
  ['=HYPERLINK("http://x.test")', `'=HYPERLINK("http://x.test")`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['a=1', 'a=1'],
  ['', ''],
  [-12.5, '-12.5'],
  [true, 'true'],
  [null, ''],
] as const)('%j is written as %j', (cell, text) => {
  expect(inertCell(cell)).toBe(text);
});

test('quotes, commas and line breaks stay within their cell', () => {
  expect(csvLines([['a "b"', 'c,d', 'e\nf', 1]])).toBe('"a ""b""","c,d","e\nf",1\r\n');
});
