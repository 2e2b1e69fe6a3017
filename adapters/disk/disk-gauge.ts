// How much room the folders of this process have. It is read when asked for, at most once a second. A write
// that failed for lack of room counts too, because the system's figure ignores quotas.
import { statfsSync } from 'node:fs';
import {
  type DiskGauge,
  type DiskSpace,
  diskState,
  limitedSpace,
} from '../../domain/system/disk/disk-space.ts';
import { readDataUse } from './data-use.ts';

const READ_EVERY_MS = 1_000;
/** After a write that found no room, the disk counts as full for this long. */
const NOTED_MS = 5_000;

export interface DiskGaugeOptions {
  readonly folders: readonly string[];
  readonly floorBytes: number;
  /** Of a data folder that may hold only so much. */
  readonly limit?: DataLimit | null;
}

interface DataLimit {
  readonly dataDir: string;
  readonly bytes: number;
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
    const { folders, floorBytes, limit } = this.#options;
    let least: DiskSpace | null = null;
    for (const folder of folders) {
      const room = roomAt(folder);
      if (room === null || (least !== null && room.freeBytes >= least.freeBytes)) continue;
      least = { folder, ...room, floorBytes, state: diskState(room.freeBytes, floorBytes) };
    }
    const limited = limit === undefined || limit === null ? null : spaceOf(limit);
    return limited !== null && (least === null || isTighter(limited, least)) ? limited : least;
  }
}

function spaceOf({ dataDir, bytes }: DataLimit): DiskSpace | null {
  const used = readDataUse(dataDir);
  return used === null ? null : limitedSpace(dataDir, used, bytes);
}

const ORDER = ['ok', 'low', 'full'] as const;

function isTighter(one: DiskSpace, other: DiskSpace): boolean {
  const [a, b] = [ORDER.indexOf(one.state), ORDER.indexOf(other.state)];
  return a === b ? one.freeBytes < other.freeBytes : a > b;
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
