// An archive: a mark, the number of entries, the length of each (little-endian, 4 bytes), the entries.
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

/** Throws as `node:fs` does when the file is missing; null when the archive has no entry `index`. */
export function readEntry(path: string, index: number): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const first = readAt(file, 0, Math.min(FIRST_READ, fstatSync(file).size));
    if (first.length < HEAD_BYTES || first.readUInt32LE(0) !== MARK) throw new Error(`${path} is no archive`);
    const count = first.readUInt32LE(4);
    if (index >= count) return null;
    const end = HEAD_BYTES + 4 * count;
    const table = end <= first.length ? first : readAt(file, 0, end);
    let offset = end;
    for (let before = 0; before < index; before++) offset += table.readUInt32LE(HEAD_BYTES + 4 * before);
    return readAt(file, offset, table.readUInt32LE(HEAD_BYTES + 4 * index));
  } finally {
    closeSync(file);
  }
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
