// Tables for people: columns as wide as their content, foreign text without control characters. A table that is wider
// than the terminal cuts its free text first, then leaves out columns from the right.
import { stripVTControlCharacters } from 'node:util';
import { textWidth } from './terminal/text-width.ts';

type Row = readonly string[];

/**
 * Columns of free text, by title: the width down to which they may be cut. They are never left out, but for the address
 * of what has a name beside it.
 */
const FREE_TEXT: ReadonlyMap<string, number> = new Map([
  ['NAME', 12],
  ['PAGE', 16],
  ['URL', 24],
  ['DETAIL', 16],
  ['VALUE', 12],
  ['WHAT', 16],
  ['WHY', 12],
]);
const GAP = 2;

interface FittedTable {
  readonly text: string;
  /** Titles of the columns that found no room. */
  readonly leftOut: readonly string[];
}

/** Prints a table and, if it had to leave out columns, which. */
export function printTable(
  context: {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
    readonly columns: () => number;
    readonly wide: boolean;
  },
  head: Row,
  rows: readonly Row[],
): void {
  const columns = context.wide ? Number.POSITIVE_INFINITY : context.columns();
  const { text, leftOut } = fitTable(head, rows, columns);
  context.out(text);
  if (leftOut.length > 0)
    context.err(`No room for ${leftOut.join(', ')}: --wide shows all, --json each member.\n`);
}

/** The table in at most `columns` columns; wider only if its first column and the least of its text are. */
export function fitTable(head: Row, rows: readonly Row[], columns: number): FittedTable {
  const widths = head.map((title, column) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  const kept = head.map((_title, column) => column);
  const leastOf = (column: number): number =>
    Math.min(widths[column] ?? 0, FREE_TEXT.get(head[column] ?? '') ?? Number.POSITIVE_INFINITY);
  const least = (): number => sum(kept.map(leastOf)) + GAP * (kept.length - 1);
  const leftOut: string[] = [];
  for (let at = kept.length - 1; at > 0 && least() > columns; at--) {
    const title = head[kept[at] ?? 0] ?? '';
    if (FREE_TEXT.has(title) && !(title === 'URL' && head.includes('NAME'))) continue;
    leftOut.unshift(title);
    kept.splice(at, 1);
  }
  const room = columns - GAP * (kept.length - 1);
  const fitted = shrink(
    kept.map((column) => ({ width: widths[column] ?? 0, least: leastOf(column) })),
    room,
  );
  const lines = [head, ...rows].map((row) =>
    formatRow(
      kept.map((column) => row[column] ?? ''),
      fitted,
    ),
  );
  return { text: lines.map((line) => `${line}\n`).join(''), leftOut };
}

/** Takes from the widest first, so that short texts stay whole. */
function shrink(
  columns: readonly { readonly width: number; readonly least: number }[],
  room: number,
): number[] {
  const widths = columns.map(({ width }) => width);
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const spare = columns.map(({ least }, at) => ((widths[at] ?? 0) > least ? (widths[at] ?? 0) : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function formatRow(row: Row, widths: readonly number[]): string {
  return widths
    .map((width, column) => {
      const cell = row[column] ?? '';
      return pad(textWidth(cell) > width ? plain(cell, width) : cell, width);
    })
    .join(' '.repeat(GAP))
    .trimEnd();
}

/** `text`, filled with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

let areCut = true;

/** Whether texts are cut to a width at all: set once for each command line, by where its output goes. */
export function cutTexts(cut: boolean): void {
  areCut = cut;
}

/** Foreign text on one line, cut to `width` columns, without characters that control the terminal. */
export function plain(text: string, width = 80): string {
  const line = stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return !areCut || textWidth(line) <= width ? line : `${cut(line, width - 1)}…`;
}

function cut(line: string, width: number): string {
  let columns = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(line)) {
    columns += textWidth(segment);
    if (columns > width) return line.slice(0, index);
  }
  return line;
}

export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `2026-01-15 12:00:05Z` */
export function formatTime(iso: string | null): string {
  return iso === null ? '–' : `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(1)} KiB`;
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
