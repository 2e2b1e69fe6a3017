// An archive: a mark, the number of entries, the length of each (little-endian, 4 bytes), the entries. An entry that is not
// kept has no bytes: what is kept is compressed, and that is never empty.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';

const MARK = 0x31414c57; // "WLA1"
const HEAD_BYTES = 8;
/** Bytes of the first read: enough for the lengths of a pack's pages. */
const FIRST_READ = 1_024;

export function withTable(entries: readonly Uint8Array[]): Uint8Array[] {
  const table = Buffer.allocUnsafe(HEAD_BYTES + 4 * entries.length);
  table.writeUInt32LE(MARK, 0);
  table.writeUInt32LE(entries.length, 4);
  for (const [index, entry] of entries.entries()) table.writeUInt32LE(entry.length, HEAD_BYTES + 4 * index);
  return [table, ...entries];
}

/** Throws as `node:fs` does when the file is missing; null when the archive has no entry `index`, or keeps it no more. */
export function readEntry(path: string, index: number): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const table = readTable(file, path);
    const end = endOf(table, path);
    if (index >= (end - HEAD_BYTES) / 4) return null;
    const length = sizeAt(table, index);
    if (length === 0) return null;
    let offset = end;
    for (let before = 0; before < index; before++) offset += sizeAt(table, before);
    if (offset + length > size) throw damaged(path, CUT_OFF);
    return readAt(file, offset, length);
  } finally {
    closeSync(file);
  }
}

/** Throws as `node:fs` does when the file is missing. */
export function readSizes(path: string): readonly number[] {
  const file = openSync(path, 'r');
  try {
    return sizesIn(readTable(file, path), path);
  } finally {
    closeSync(file);
  }
}

/** `name`: of the file, for errors. */
export function readEntries(bytes: Uint8Array, name: string): Uint8Array[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = endOf(whole, name);
  return sizesIn(whole, name).map((size) => {
    if (offset + size > whole.length) throw damaged(name, CUT_OFF);
    return bytes.subarray(offset, (offset += size));
  });
}

const CUT_OFF = 'it is cut off';

/** The beginning of the file, with the whole table of lengths. */
function readTable(file: number, path: string): Buffer {
  const { size } = fstatSync(file);
  const first = readAt(file, 0, Math.min(FIRST_READ, size));
  const end = endOf(first, path);
  if (end > size) throw damaged(path, CUT_OFF);
  return end <= first.length ? first : readAt(file, 0, end);
}

function sizesIn(table: Buffer, name: string): number[] {
  const count = (endOf(table, name) - HEAD_BYTES) / 4;
  if (HEAD_BYTES + 4 * count > table.length) throw damaged(name, CUT_OFF);
  return Array.from({ length: count }, (_, index) => sizeAt(table, index));
}

function sizeAt(table: Buffer, index: number): number {
  return table.readUInt32LE(HEAD_BYTES + 4 * index);
}

/** Where the table ends and the entries begin. */
function endOf(bytes: Buffer, name: string): number {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32LE(0) !== MARK)
    throw damaged(name, 'it does not begin as an archive does');
  return HEAD_BYTES + 4 * bytes.readUInt32LE(4);
}

export function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, offset + filled);
    if (read === 0) throw new Error('the file is shorter than it says');
    filled += read;
  }
  return bytes;
}

/** No retry can repair it. */
function damaged(path: string, why: string): WebloomError {
  return new WebloomError(
    'data-corrupt',
    `The file ${path} is damaged: ${why}. Run "webloom verify --repair".`,
    {
      facts: { path },
    },
  );
}
