// How pieces of text of a PDF page become lines and cells of lines, by their places alone.
import { expect, it } from 'vitest';
import { type PlacedText, pdfLines } from '../../../../../domain/reading/content/document/pdf-line.ts';

const SIZE = 10;

/** One line: its texts with where they begin and how wide they are, in points. */
function line(
  y: number,
  ...texts: readonly (readonly [text: string, x: number, width: number])[]
): PlacedText[] {
  return texts.map(([text, x, width]) => ({ text, x, y, width, size: SIZE, endsLine: false }));
}

function cellsOf(...lines: readonly PlacedText[][]): (readonly string[])[] {
  return pdfLines(lines.flat()).map(({ cells }) => cells);
}

it('parts the rows of a table alike where a long name leaves a narrow gap before its price', () => {
  const rows = [
    line(700, ['Oak chair with arms', 50, 94], ['€49.00', 150, 30]),
    line(684, ['Lamp Aurora of brass', 50, 92], ['€12.00', 150, 30]),
    line(668, ['Desk', 50, 22], ['€199.00', 150, 36]),
    line(652, ['Shelf of six boards', 50, 95], ['€79.00', 150.4, 30]),
  ];
  expect(cellsOf(...rows)).toEqual([
    ['Oak chair with arms', '€49.00'],
    ['Lamp Aurora of brass', '€12.00'],
    ['Desk', '€199.00'],
    ['Shelf of six boards', '€79.00'],
  ]);
});

it('leaves a text whole whose gaps stand elsewhere, are blanks, or are far from the row', () => {
  const row = line(700, ['Desk', 50, 22], ['€199.00', 150, 36]);
  const elsewhere = line(684, ['Each with its box', 50, 84], ['and sent', 140, 40]);
  const blank = line(684, ['Each with its boxes', 50, 97], ['and sent', 150, 40]);
  const far = line(600, ['Each with its box', 50, 94], ['and sent', 150, 40]);
  expect(cellsOf(row, elsewhere)[1]).toEqual(['Each with its box and sent']);
  expect(cellsOf(row, blank)[1]).toEqual(['Each with its boxes and sent']);
  expect(cellsOf(row, far)[1]).toEqual(['Each with its box and sent']);
});
