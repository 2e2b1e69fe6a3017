// An archive: a mark, the number of entries, the length of each (little-endian, 4 bytes), the entries. An entry that is not
// kept has no bytes: what is kept is compressed, and that is never empty.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

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
    const { sizes, end } = readTable(file, path);
    const size = sizes[index] ?? 0;
    if (size === 0) return null;
    return readAt(file, sizes.slice(0, index).reduce(sum, end), size);
  } finally {
    closeSync(file);
  }
}

/** Throws as `node:fs` does when the file is missing. */
export function readSizes(path: string): readonly number[] {
  const file = openSync(path, 'r');
  try {
    return readTable(file, path).sizes;
  } finally {
    closeSync(file);
  }
}

/** `name`: of the file, for errors. */
export function readEntries(bytes: Uint8Array, name: string): Uint8Array[] {
  const { sizes, end } = parseTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
  let offset = end;
  return sizes.map((size) => bytes.subarray(offset, (offset += size)));
}

interface Table {
  readonly sizes: readonly number[];
  /** Where the entries begin. */
  readonly end: number;
}

function readTable(file: number, path: string): Table {
  const first = readAt(file, 0, Math.min(FIRST_READ, fstatSync(file).size));
  const end = endOf(first, path);
  return parseTable(end <= first.length ? first : readAt(file, 0, end), path);
}

function parseTable(bytes: Buffer, name: string): Table {
  const end = endOf(bytes, name);
  const sizes = [];
  for (let at = HEAD_BYTES; at < end; at += 4) sizes.push(bytes.readUInt32LE(at));
  return { sizes, end };
}

function endOf(bytes: Buffer, name: string): number {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32LE(0) !== MARK) throw new Error(`${name} is no archive`);
  return HEAD_BYTES + 4 * bytes.readUInt32LE(4);
}

function sum(before: number, size: number): number {
  return before + size;
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
