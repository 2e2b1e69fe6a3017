// Puts the lines of a PDF page into paragraphs, headings and rows, by their distances, letters and ends, as people see them.
import type { DocumentBlock } from './document-text.ts';
import { isPriceLike } from '../../words/text-kind.ts';
import type { PdfLine } from './pdf-line.ts';

/** In heights of a letter: further down begins another paragraph. */
const MAX_PITCH = 1.75;
const MAX_INDENT = 3;
const HEADING_SIZE = 1.15;
/** A line that ends before so much of its column is the last of its paragraph. */
const FULL_SHARE = 0.8;
const BULLET = /^(?:[•◦▪‣●○■–—*·-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/;

const DECIMALS_AT_END = /\d[.,]\d{2}$/;

export interface PdfPageLines {
  readonly lines: readonly PdfLine[];
  /** Height of most letters of the document. */
  readonly size: number;
}

export function pdfBlocks({ lines, size }: PdfPageLines): DocumentBlock[] {
  const edges = columnEdges(lines);
  const blocks: DocumentBlock[] = [];
  let open: PdfLine[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push(paragraph(open, size));
    open = [];
  };
  for (const [at, line] of lines.entries()) {
    if (line.cells.length === 0) continue;
    if (isRow(lines, at)) {
      close();
      blocks.push({ kind: 'row', cells: line.cells.map((text) => ({ text })) });
      continue;
    }
    if (isPriced(lines, at)) {
      close();
      blocks.push(paragraph([line], size));
      continue;
    }
    const last = open.at(-1);
    if (last !== undefined && !goesOn(open, line, edges)) close();
    open.push(line);
  }
  close();
  return blocks;
}

/** A line of cells beside another one: a single gap may be one in a text. */
function isRow(lines: readonly PdfLine[], at: number): boolean {
  return isAmongLike(lines, at, ({ cells }) => cells.length > 1);
}

/** An item of a price list: it ends in an amount, and so does the line beside it. Lines of a text that does are rare. */
function isPriced(lines: readonly PdfLine[], at: number): boolean {
  return isAmongLike(lines, at, (line) => endsInAmount(textOf(line)));
}

/** With decimals or a currency, so that no year and no number of a page is one. */
function endsInAmount(text: string): boolean {
  const words = text.split(/\s+/);
  return DECIMALS_AT_END.test(text) || [1, 2].some((count) => isPriceLike(words.slice(-count).join(' ')));
}

/** Whether a line is of a kind, and the one above or below it, too. */
function isAmongLike(lines: readonly PdfLine[], at: number, isOfKind: (line: PdfLine) => boolean): boolean {
  const here = lines[at];
  if (here === undefined || !isOfKind(here)) return false;
  return [lines[at - 1], lines[at + 1]].some(
    (other) =>
      other !== undefined &&
      isOfKind(other) &&
      Math.abs(other.y - here.y) <= Math.max(here.size, other.size) * MAX_PITCH * 2,
  );
}

function columnOf(x: number): number {
  return Math.round(x / 36);
}

/** How far the lines reach that begin at about the same place. */
function columnEdges(lines: readonly PdfLine[]): ReadonlyMap<number, number> {
  const edges = new Map<number, number>();
  for (const { x, right } of lines)
    for (const column of [columnOf(x) - 1, columnOf(x), columnOf(x) + 1])
      edges.set(column, Math.max(edges.get(column) ?? 0, right));
  return edges;
}

function goesOn(open: readonly PdfLine[], line: PdfLine, edges: ReadonlyMap<number, number>): boolean {
  const [first, last] = [open[0] ?? line, open.at(-1) ?? line];
  const height = Math.max(last.size, line.size);
  const pitch = last.y - line.y;
  if (pitch <= 0 || pitch > height * MAX_PITCH) return false;
  if (Math.abs(last.size - line.size) > height * 0.12) return false;
  if (BULLET.test(textOf(line))) return false;
  const indent = line.x - last.x;
  if (Math.abs(line.x - first.x) > height * MAX_INDENT && Math.abs(indent) > height) return false;
  if (open.length > 1 && indent > height * 0.8) return false;
  const edge = edges.get(columnOf(last.x)) ?? last.right;
  return last.right - last.x >= (edge - last.x) * FULL_SHARE;
}

function textOf({ cells }: PdfLine): string {
  return cells.join(' ');
}

function paragraph(lines: readonly PdfLine[], size: number): DocumentBlock {
  let text = '';
  for (const line of lines) text = joined(text, textOf(line));
  const isHeading = lines.every((line) => line.size >= size * HEADING_SIZE) && text.length <= 200;
  return { kind: isHeading ? 'heading' : 'paragraph', text };
}

/** A word that was divided at the end of a line is put together; scripts without spaces get none. */
function joined(text: string, next: string): string {
  if (text === '') return next;
  if (/\p{L}\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
  const isDense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]$/u.test(text);
  if (isDense && /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(next))
    return text + next;
  return `${text} ${next}`;
}
