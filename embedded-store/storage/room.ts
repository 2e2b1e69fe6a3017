// How much data a store can hold: what it uses and what its disk has left, less a reserve.
import { statfsSync } from 'node:fs';

/** Part of the free space that is left alone, for the snapshot that replaces a log and for others on the disk. */
const USABLE = 0.7;
const ASK_EVERY_MS = 5_000;

/** `fixed`: bytes that hold whatever the disk has. */
export function roomOf(directory: string, fixed: number | undefined): (usedBytes: number) => number {
  if (fixed !== undefined) return () => fixed;
  let free = freeBytes(directory);
  let askedAt = performance.now();
  return (usedBytes) => {
    if (performance.now() - askedAt > ASK_EVERY_MS) {
      free = freeBytes(directory);
      askedAt = performance.now();
    }
    return usedBytes + free * USABLE;
  };
}

export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
