// Reads the cells of a workbook (XLSX): its first sheet with a column of addresses. Formulas count by the values they had.
import { Parser } from 'htmlparser2';
import { MAX_ENTRIES } from '../bounds.ts';
import { decodeText } from '../decode-text.ts';
import type { JobDraft } from '../draft.ts';
import { readTable } from './read-csv.ts';

const MAX_COLUMNS = 200;
const MAX_STRINGS = 1_000_000;
const XML = { xmlMode: true, decodeEntities: true } as const;
const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;
const STRINGS = 'xl/sharedStrings.xml';

export function isWorkbook(names: readonly string[]): boolean {
  return names.includes('xl/workbook.xml');
}

/** What of its entries is read. */
export function isSheet(name: string): boolean {
  return name === STRINGS || SHEET.test(name);
}

export function readXlsx(entries: ReadonlyMap<string, Uint8Array>): JobDraft[] {
  const strings = sharedStrings(textOf(entries.get(STRINGS)));
  const sheets = [...entries.keys()]
    .filter((name) => SHEET.test(name))
    .toSorted((one, other) => numberOf(one) - numberOf(other));
  for (const sheet of sheets) {
    const drafts = readTable(rowsOf(textOf(entries.get(sheet)), strings));
    if (drafts.length > 0) return drafts;
  }
  return [];
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : decodeText(bytes);
}

function numberOf(name: string): number {
  return Number(SHEET.exec(name)?.[1] ?? 0);
}

/** A text may be of several runs; how it is spoken is none of it. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isSpoken = false;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') isSpoken = true;
        else if (name === 't') isText = !isSpoken;
      },
      ontext: (piece) => {
        if (isText) text += piece;
      },
      onclosetag: (name) => {
        if (name === 't') isText = false;
        else if (name === 'rPh') isSpoken = false;
        else if (name === 'si' && strings.length < MAX_STRINGS) strings.push(text);
      },
    },
    XML,
  );
  parser.end(xml);
  return strings;
}

function rowsOf(xml: string, strings: readonly string[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let place = 0;
  let type = '';
  let value = '';
  let isValue = false;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'row') [row, place] = [[], 0];
        else if (name === 'c') {
          place = columnOf(attributes['r'] ?? '') ?? place;
          type = attributes['t'] ?? '';
          value = '';
        } else if (name === 'v' || name === 't') isValue = true;
      },
      ontext: (piece) => {
        if (isValue) value += piece;
      },
      onclosetag: (name) => {
        if (name === 'v' || name === 't') isValue = false;
        else if (name === 'c') {
          if (place < MAX_COLUMNS) row[place] = type === 's' ? (strings[Number(value)] ?? '') : value;
          place += 1;
        } else if (name === 'row' && rows.length <= MAX_ENTRIES + 1)
          rows.push(Array.from(row, (cell) => cell ?? ''));
      },
    },
    XML,
  );
  parser.end(xml);
  return rows;
}

/** `C7` is column 2; null: it does not say. */
function columnOf(reference: string): number | null {
  const [letters] = /^[A-Z]{1,3}/.exec(reference) ?? [];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
