// The bytes of an archive: a mark, the number of entries, the length of each (little-endian, 4 bytes), the entries. An entry that
// is not kept has no bytes: what is kept is compressed, and that is never empty.
import { WebloomError } from '../errors.ts';

const MARK = 0x31414c57; // "WLA1"
const HEAD_BYTES = 8;
const LENGTH_BYTES = 4;

export interface ArchiveSpan {
  readonly offset: number;
  readonly length: number;
}

export function withTable(entries: readonly Uint8Array[]): Uint8Array[] {
  const table = new Uint8Array(HEAD_BYTES + LENGTH_BYTES * entries.length);
  const view = viewOf(table);
  view.setUint32(0, MARK, true);
  view.setUint32(LENGTH_BYTES, entries.length, true);
  for (const [index, entry] of entries.entries())
    view.setUint32(HEAD_BYTES + LENGTH_BYTES * index, entry.length, true);
  return [table, ...entries];
}

/** Where the table ends and the entries begin. `name`: of the file, for errors. Throws (data-corrupt) where it is no archive. */
export function endOfTable(bytes: Uint8Array, name: string): number {
  if (bytes.length < HEAD_BYTES || viewOf(bytes).getUint32(0, true) !== MARK)
    throw damaged(name, 'it does not begin as an archive does');
  return HEAD_BYTES + LENGTH_BYTES * viewOf(bytes).getUint32(LENGTH_BYTES, true);
}

/** Bytes of each entry. `table`: the beginning of the archive, with its whole table. */
export function entryLengths(table: Uint8Array, name: string): number[] {
  const end = wholeTable(table, name);
  const view = viewOf(table);
  return Array.from({ length: (end - HEAD_BYTES) / LENGTH_BYTES }, (_, index) => lengthAt(view, index));
}

/** Where an entry lies; null when there is none of this number, or when it is kept no more. */
export function entrySpan(table: Uint8Array, index: number, name: string): ArchiveSpan | null {
  const end = wholeTable(table, name);
  if (index >= (end - HEAD_BYTES) / LENGTH_BYTES) return null;
  const view = viewOf(table);
  const length = lengthAt(view, index);
  if (length === 0) return null;
  let offset = end;
  for (let before = 0; before < index; before++) offset += lengthAt(view, before);
  return { offset, length };
}

/** All entries of a whole archive. */
export function splitArchive(bytes: Uint8Array, name: string): Uint8Array[] {
  let offset = endOfTable(bytes, name);
  return entryLengths(bytes, name).map((length) => {
    if (offset + length > bytes.length) throw cutOff(name);
    return bytes.subarray(offset, (offset += length));
  });
}

/** No retry can repair it. */
export function cutOff(name: string): WebloomError {
  return damaged(name, 'it is cut off');
}

function wholeTable(table: Uint8Array, name: string): number {
  const end = endOfTable(table, name);
  if (end > table.length) throw cutOff(name);
  return end;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function lengthAt(view: DataView, index: number): number {
  return view.getUint32(HEAD_BYTES + LENGTH_BYTES * index, true);
}

function damaged(path: string, why: string): WebloomError {
  return new WebloomError(
    'data-corrupt',
    `The file ${path} is damaged: ${why}. Run "webloom verify --repair".`,
    { facts: { path } },
  );
}
