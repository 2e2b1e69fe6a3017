// Lines of a CSV file (RFC 4180) whose cells a spreadsheet takes for text, never for a formula.
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | null;

/** What a spreadsheet reads as the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A text that would be a formula gets an apostrophe before it; numbers stay numbers. */
export function inertCell(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell);
}

export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(inertCell)),
    // A lone line feed is no delimiter here, so the library would leave it without quotes.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}
