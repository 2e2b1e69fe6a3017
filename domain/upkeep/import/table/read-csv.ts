// Reads a table of comma, semicolon or tab separated values.
import { parse } from 'csv-parse/sync';
import { MAX_ENTRIES } from '../bounds.ts';
import type { JobDraft } from '../draft.ts';
import { placesByContent, placesOf, readRows } from './columns.ts';

const DELIMITERS = [',', ';', '\t'];

function rowsOf(text: string, to: number): string[][] {
  const [line = ''] = text.split(/\r\n|\r|\n/, 1);
  const [delimiter = ','] = DELIMITERS.toSorted(
    (one, other) => line.split(other).length - line.split(one).length,
  );
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      bom: true,
      to,
      skip_empty_lines: true,
    });
  } catch {
    // An open quotation mark, a record without end: it is no table.
    return [];
  }
}

/** A table of several columns, one of which is one of addresses. */
export function isCsv(text: string): boolean {
  const [header = []] = rowsOf(
    text.slice(0, 65_536).replace(/[^\n]*$/, (rest) => (text.length > 65_536 ? '' : rest)),
    1,
  );
  return (
    header.length > 1 &&
    (placesOf(header) ?? placesByContent(header)) !== null &&
    !/^https?:\S+\s/i.test(header[0] ?? '')
  );
}

export function readCsv(text: string): JobDraft[] {
  return readTable(rowsOf(text, MAX_ENTRIES + 2));
}

export function readTable(rows: readonly string[][]): JobDraft[] {
  const [header = [], ...records] = rows;
  const named = placesOf(header);
  if (named !== null) return readRows(records, named, header);
  const found = placesByContent(header);
  return found === null ? [] : readRows(rows, found, []);
}
