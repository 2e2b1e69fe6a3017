// An export as a stream of text. The next part is read only when the client has taken the one before; a fault on the way
// destroys the stream, so that no client takes a cut file for a whole one.
import { Readable } from 'node:stream';
import { csvLines } from './csv-text.ts';
import type { Column } from './export-columns.ts';
import type { Batches } from './export-rows.ts';

export interface ExportText {
  readonly text: Readable;
  /** Rows written so far; all of them once the stream has ended. */
  readonly rows: () => number;
}

/** A spreadsheet that does not ask for the character set takes it from this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface CsvForm<Row> {
  readonly columns: readonly Column<Row>[];
  readonly withMark: boolean;
}

/** Rejects when the first part can not be read: then no answer has begun. */
export async function toCsv<Row>(
  parts: Batches<Row>,
  { columns, withMark }: CsvForm<Row>,
): Promise<ExportText> {
  const head = `${withMark ? BYTE_ORDER_MARK : ''}${csvLines([columns.map(({ name }) => name)])}`;
  const lines = (rows: readonly Row[]): string =>
    csvLines(rows.map((row) => columns.map(({ cell }) => cell(row))));
  return toText(parts, { head, lines, end: () => '' });
}

/** The last line says that the file is whole: `{"end":true,"rows":1234}`. */
export async function toNdjson<Row>(parts: Batches<Row>): Promise<ExportText> {
  const lines = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const end = (rows: number): string => `${JSON.stringify({ end: true, rows })}\n`;
  return toText(parts, { head: '', lines, end });
}

interface TextForm<Row> {
  readonly head: string;
  readonly lines: (rows: readonly Row[]) => string;
  readonly end: (rows: number) => string;
}

async function toText<Row>(parts: Batches<Row>, { head, lines, end }: TextForm<Row>): Promise<ExportText> {
  const first = await parts.next();
  let count = 0;
  async function* text(): AsyncGenerator<string> {
    if (head !== '') yield head;
    try {
      for (let part = first; part.done !== true; part = await parts.next()) {
        count += part.value.length;
        if (part.value.length > 0) yield lines(part.value);
      }
    } finally {
      await parts.return(undefined);
    }
    const last = end(count);
    if (last !== '') yield last;
  }
  return { text: Readable.from(text(), { objectMode: false }), rows: () => count };
}
