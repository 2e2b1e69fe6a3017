// The tables of a page as rows of texts, of the same width each: a cell that spans several stands in all of them. A table that holds
// others arranges a page and is none; those in it are.
import type { Element } from 'domhandler';
import { isElement, parseHtml, textOf } from '../html/html-tree.ts';

export interface PageTable {
  /** Empty: it has none. */
  readonly caption: string;
  /** Names of the columns; empty: the table names none. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface PageTables {
  readonly tables: readonly PageTable[];
  /** There are more tables, rows or columns than were taken. */
  readonly cut: boolean;
}

const MAX_TABLES = 200;
/** Of all tables of a page together. */
const MAX_CELLS = 200_000;
const MAX_COLUMNS = 500;
const MAX_ROW_SPAN = 1_000;
const MAX_CELL_TEXT = 2_000;

/** `markup`: of a page, without what is hidden. */
export function pageTables(markup: string): PageTables {
  const { all, cut } = parseHtml(markup);
  const found = all.filter((element) => element.name === 'table' && !holdsTable(element));
  const budget: Budget = { cells: MAX_CELLS, isCut: cut !== undefined || found.length > MAX_TABLES };
  const tables = found.slice(0, MAX_TABLES).flatMap((table) => toTable(table, budget) ?? []);
  return { tables, cut: budget.isCut };
}

/** What may still be taken of the page. */
interface Budget {
  cells: number;
  isCut: boolean;
}

function holdsTable(table: Element): boolean {
  return descendants(table).some(({ name }) => name === 'table');
}

function descendants(element: Element): Element[] {
  return element.children.filter(isElement).flatMap((child) => [child, ...descendants(child)]);
}

interface Row {
  readonly cells: readonly Element[];
  readonly isHead: boolean;
}

/** Null: it has one cell at most, which is a frame around a text. */
function toTable(table: Element, budget: Budget): PageTable | null {
  const inside = descendants(table);
  const rows = inside.filter(({ name }) => name === 'tr').map(toRow);
  const grid = toGrid(rows, budget);
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (width * grid.length < 2) return null;
  const padded = grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''));
  const heads = headRows(rows);
  const caption = inside.find(({ name }) => name === 'caption');
  return {
    caption: caption === undefined ? '' : cellText(caption),
    header: headerOf(padded.slice(0, heads)),
    rows: padded.slice(heads),
  };
}

function toRow(row: Element): Row {
  const cells = row.children.filter(isElement).filter(({ name }) => name === 'td' || name === 'th');
  const isInHead = isElement(row.parent) && row.parent.name === 'thead';
  return { cells, isHead: isInHead || (cells.length > 0 && cells.every(({ name }) => name === 'th')) };
}

/** The rows at the top that name columns; a table of names alone has none. */
function headRows(rows: readonly Row[]): number {
  const first = rows.findIndex(({ isHead }) => !isHead);
  return first === -1 ? 0 : first;
}

/** Of several rows that name columns, each column has what they say of it, once. */
function headerOf(heads: readonly (readonly string[])[]): string[] {
  const [first = []] = heads;
  return first.map((_, column) => {
    const names = heads.map((row) => row[column] ?? '').filter((name) => name !== '');
    return [...new Set(names)].join(' ');
  });
}

/** A cell that comes down from rows above. */
interface Hanging {
  readonly text: string;
  rowsLeft: number;
}

function toGrid(rows: readonly Row[], budget: Budget): string[][] {
  const hanging = new Map<number, Hanging>();
  const grid: string[][] = [];
  for (const { cells } of rows) {
    if (budget.cells <= 0) {
      budget.isCut = true;
      break;
    }
    const row = toGridRow(cells, hanging, budget);
    budget.cells -= Math.max(1, row.length);
    grid.push(row);
  }
  return grid;
}

function toGridRow(cells: readonly Element[], hanging: Map<number, Hanging>, budget: Budget): string[] {
  const row: string[] = [];
  const takeHanging = (): void => {
    for (let down = hanging.get(row.length); down !== undefined; down = hanging.get(row.length)) {
      down.rowsLeft -= 1;
      if (down.rowsLeft === 0) hanging.delete(row.length);
      row.push(down.text);
    }
  };
  for (const cell of cells) {
    takeHanging();
    const text = cellText(cell);
    const rowsLeft = span(cell, 'rowspan', MAX_ROW_SPAN) - 1;
    for (let left = span(cell, 'colspan', MAX_COLUMNS); left > 0 && row.length < MAX_COLUMNS; left -= 1) {
      if (rowsLeft > 0) hanging.set(row.length, { text, rowsLeft });
      row.push(text);
    }
    if (row.length >= MAX_COLUMNS) {
      budget.isCut = true;
      break;
    }
  }
  takeHanging();
  return row;
}

function span({ attribs }: Element, name: string, most: number): number {
  const given = Number.parseInt(attribs[name] ?? '', 10);
  return Number.isNaN(given) ? 1 : Math.min(Math.max(given, 1), most);
}

function cellText(cell: Element): string {
  return textOf(cell).replaceAll(/\s+/g, ' ').trim().slice(0, MAX_CELL_TEXT);
}
