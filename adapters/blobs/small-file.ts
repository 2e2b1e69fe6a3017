// What is done with files synchronously, because the thread pool costs more than the call itself.
import { closeSync, fstatSync, openSync, statSync, utimesSync } from 'node:fs';
import { readAt } from './archive-file.ts';
import { codeOf, storeFailure } from './blob-failure.ts';

/**
 * Up to this size a put blocks for about 80 us (20 KB on ext4) and costs as much CPU, and a get 15 us.
 * Through the thread pool the same put costs 160 to 240 us of CPU. Larger blobs are rare (packs: one per
 * batch) and go through the pool.
 */
export const BLOCKING_BYTES = 64 * 1024;

/** Null when the file is too large to be read synchronously. */
export function readSmall(path: string): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return size > BLOCKING_BYTES ? null : readAt(file, 0, size);
  } finally {
    closeSync(file);
  }
}

/** Whether the file exists; marks it as used. Looks first: most are new, and a failure costs ten times as much. */
export function touched(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  const now = new Date();
  try {
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false; // swept between the two calls
    throw storeFailure('touch', path, error);
  }
}
