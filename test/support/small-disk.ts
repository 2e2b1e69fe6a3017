// A disk of its own that a test can fill: a tmpfs, where the system lets us mount one.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of util-linux, for root; where they are missing nothing is mounted. */
const MOUNT = 'mount';
const UNMOUNT = 'umount';

export interface SmallDisk {
  readonly folder: string;
  freeBytes(): number;
  /** To the last byte; returns the code of the error that ended it. */
  fill(): string;
  /** Up to so many bytes that stay free. */
  fillUpTo(freeBytes: number): void;
  makeRoom(): void;
  unmount(): void;
}

/** Null where mounting is not permitted: say so and skip. */
export function mountSmallDisk(sizeMb: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-disk-'));
  const mounted = spawnSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    fill: () => appendUntil(filler, () => false),
    fillUpTo: (bytes) => void appendUntil(filler, () => freeBytes() <= bytes),
    makeRoom: () => unlinkSync(filler),
    unmount: () => {
      execFileSync(UNMOUNT, ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

const BLOCK = Buffer.alloc(1_048_576);

function appendUntil(file: string, isEnough: () => boolean): string {
  const fd = openSync(file, 'a');
  try {
    // Large blocks while they fit, then what is left.
    for (let size = BLOCK.length; size >= 512; size /= 2) {
      const code = appendBlocks(fd, size, isEnough);
      if (code !== 'ENOSPC' || size === 512) return code;
    }
    return '';
  } finally {
    closeSync(fd);
  }
}

function appendBlocks(fd: number, size: number, isEnough: () => boolean): string {
  try {
    while (!isEnough()) writeSync(fd, BLOCK, 0, size);
    return '';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
