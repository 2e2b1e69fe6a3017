// Reads a workbook (XLSX): each sheet that is shown, with the address of each cell. Formulas count by the values they had.
import { builtInFormat, shownNumber } from './cell-format.ts';
import {
  type DocumentBlock,
  DocumentBudget,
  type DocumentCell,
  type DocumentText,
  UnreadableDocument,
} from './document-text.ts';
import { type OfficeArchive, openOffice } from './office-archive.ts';
import { readXml, xmlValue } from './read-xml.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
const STYLES = 'xl/styles.xml';
const CORE = 'docProps/core.xml';
const READ =
  /^(?:xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml|docProps\/core\.xml)$/;
const MAX_SHEETS = 500;

interface Workbook {
  readonly strings: readonly string[];
  /** Format codes by the number of a cell's style. */
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

export function readXlsx(body: Uint8Array): DocumentText {
  const archive = openOffice(body, (name) => READ.test(name));
  const { sheets, from1904 } = sheetsOf(archive.text(WORKBOOK));
  if (sheets.length === 0)
    throw new UnreadableDocument('document-broken', 'The workbook names no sheet that is shown.');
  const workbook = {
    strings: sharedStrings(archive.text(STRINGS)),
    formats: formatsOf(archive.text(STYLES)),
    from1904,
  };
  const targets = targetsOf(archive.text(RELATIONS));
  const budget = new DocumentBudget();
  return {
    title: xmlValue(archive.text(CORE), 'dc:title'),
    lang: '',
    sections: sheets.map(({ name, relation }) => ({
      kind: 'sheet',
      name,
      blocks: rowsOf(sheetText(archive, targets.get(relation) ?? ''), workbook, budget),
    })),
  };
}

/** A target is a path from the folder of the workbook, or from the top. */
function sheetText(archive: OfficeArchive, target: string): string {
  return archive.text(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
}

interface NamedSheet {
  readonly name: string;
  readonly relation: string;
}

function sheetsOf(xml: string): { readonly sheets: readonly NamedSheet[]; readonly from1904: boolean } {
  const sheets: NamedSheet[] = [];
  let from1904 = false;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      const isShown = name === 'sheet' && (attributes['state'] ?? 'visible') === 'visible';
      if (isShown && sheets.length < MAX_SHEETS)
        sheets.push({ name: attributes['name'] ?? '', relation: attributes['r:id'] ?? '' });
    },
  });
  return { sheets, from1904 };
}

function targetsOf(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
    },
  });
  return targets;
}

function formatsOf(xml: string): string[] {
  const codes = new Map<number, string>();
  const formats: string[] = [];
  let isCell = false;
  readXml(xml, {
    open: (name, attributes) => {
      const number = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') codes.set(number, attributes['formatCode'] ?? 'General');
      else if (name === 'cellXfs') isCell = true;
      else if (name === 'xf' && isCell) formats.push(codes.get(number) ?? builtInFormat(number));
    },
    close: (name) => {
      if (name === 'cellXfs') isCell = false;
    },
  });
  return formats;
}

/** A text may be of several runs; how it is spoken is none of it. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  readXml(
    xml,
    {
      open: (name) => {
        if (name === 'si') text = '';
        isText = name === 't';
      },
      text: (piece) => {
        if (isText) text += piece;
      },
      close: (name) => {
        isText = false;
        if (name === 'si') strings.push(text);
      },
    },
    new Set(['rPh']),
  );
  return strings;
}

interface OpenCell {
  readonly type: string;
  readonly style: number;
  value: string;
}

function rowsOf(xml: string, workbook: Workbook, budget: DocumentBudget): DocumentBlock[] {
  const rows: DocumentBlock[] = [];
  let [row, column] = [0, 0];
  let cells: DocumentCell[] = [];
  let cell: OpenCell | null = null;
  let isValue = false;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') [row, column, cells] = [Number(attributes['r'] ?? row + 1), 0, []];
      else if (name === 'c') {
        column = columnOf(attributes['r'] ?? '') ?? column + 1;
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' };
      } else isValue = name === 'v' || name === 't';
    },
    text: (piece) => {
      if (isValue && cell !== null) cell.value += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && cell !== null) {
        const text = shownCell(cell, workbook).replaceAll(/\s+/g, ' ').trim();
        if (text !== '') cells.push({ text, at: { column, row } });
        cell = null;
      } else if (name === 'row' && cells.length > 0) {
        const block = { kind: 'row', cells } as const;
        budget.spend(block);
        rows.push(block);
      }
    },
  });
  return rows;
}

function shownCell({ type, style, value }: OpenCell, { strings, formats, from1904 }: Workbook): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'n': {
      const number = Number(value);
      const isNumber = value.trim() !== '' && Number.isFinite(number);
      return isNumber ? shownNumber(number, { code: formats[style] ?? 'General', from1904 }) : value;
    }
    default:
      return value;
  }
}

/** `C7` is column 3; null: it does not say. */
function columnOf(reference: string): number | null {
  const [letters] = /^[A-Z]{1,3}/.exec(reference) ?? [];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
