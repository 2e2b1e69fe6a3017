// How much room the folders of this process have. It is read when asked for, at most once a second. A write
// that failed for lack of room counts too, because the system's figure ignores quotas.
import { statfsSync } from 'node:fs';
import { type DiskGauge, type DiskSpace, diskState } from '../../domain/disk/disk-space.ts';

const READ_EVERY_MS = 1_000;
/** After a write that found no room, the disk counts as full for this long. */
const NOTED_MS = 5_000;

export interface DiskGaugeOptions {
  readonly folders: readonly string[];
  readonly floorBytes: number;
}

export class FileDiskGauge implements DiskGauge {
  readonly #options: DiskGaugeOptions;
  #space: DiskSpace | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #fullUntil = Number.NEGATIVE_INFINITY;

  constructor(options: DiskGaugeOptions) {
    this.#options = options;
  }

  space(): DiskSpace | null {
    const now = performance.now();
    if (now - this.#readAt >= READ_EVERY_MS) {
      this.#readAt = now;
      this.#space = this.#read();
    }
    if (this.#space === null || now >= this.#fullUntil) return this.#space;
    return { ...this.#space, state: 'full' };
  }

  isFull(): boolean {
    return this.space()?.state === 'full';
  }

  /** Notes that a write failed for lack of room. */
  noteFull(): void {
    this.#fullUntil = performance.now() + NOTED_MS;
  }

  #read(): DiskSpace | null {
    const { folders, floorBytes } = this.#options;
    let least: DiskSpace | null = null;
    for (const folder of folders) {
      const room = roomAt(folder);
      if (room === null || (least !== null && room.freeBytes >= least.freeBytes)) continue;
      least = { folder, ...room, floorBytes, state: diskState(room.freeBytes, floorBytes) };
    }
    return least;
  }
}

/** Null if the folder does not exist: a process may run without one of them. */
function roomAt(folder: string): { freeBytes: number; totalBytes: number } | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
