// Reads the table of an archive's file, and single entries of it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { cutOff, endOfTable, entryLengths, entrySpan } from '../../domain/system/blob/archive-table.ts';

/** Bytes of the first read: enough for the lengths of a pack's pages. */
const FIRST_READ = 1_024;

/** Throws as `node:fs` does when the file is missing; null when the archive has no entry `index`, or keeps it no more. */
export function readEntry(path: string, index: number): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const span = entrySpan(readTable(file, path), index, path);
    if (span === null) return null;
    if (span.offset + span.length > size) throw cutOff(path);
    return readAt(file, span.offset, span.length);
  } finally {
    closeSync(file);
  }
}

/** Throws as `node:fs` does when the file is missing. */
export function readSizes(path: string): readonly number[] {
  const file = openSync(path, 'r');
  try {
    return entryLengths(readTable(file, path), path);
  } finally {
    closeSync(file);
  }
}

/** The beginning of the file, with the whole table of lengths. */
function readTable(file: number, path: string): Buffer {
  const { size } = fstatSync(file);
  const first = readAt(file, 0, Math.min(FIRST_READ, size));
  const end = endOfTable(first, path);
  if (end > size) throw cutOff(path);
  return end <= first.length ? first : readAt(file, 0, end);
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
