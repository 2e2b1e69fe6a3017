// How much room the folders of this process have. It is read when asked for, at most once a second. A write
// that failed for lack of room counts too, because the system's figure ignores quotas.
import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import {
  type DiskGauge,
  type DiskSpace,
  diskState,
  limitedSpace,
} from '../../domain/system/disk/disk-space.ts';
import { readDataUse } from './data-use.ts';
import { FolderRoom } from './folder-room.ts';

const READ_EVERY_MS = 1_000;
/** After a write that found no room, the disk counts as full for this long. */
const NOTED_MS = 5_000;

export interface DiskGaugeOptions {
  readonly folders: readonly string[];
  readonly floorBytes: number;
  /** Of a data folder that may hold only so much. */
  readonly limit?: DataLimit | null;
  /** Default: that of the system. */
  readonly statfs?: (folder: string) => Promise<StatsFs>;
}

interface DataLimit {
  readonly dataDir: string;
  readonly bytes: number;
}

export class FileDiskGauge implements DiskGauge {
  readonly #options: DiskGaugeOptions;
  readonly #rooms: readonly FolderRoom[];
  #space: DiskSpace | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #fullUntil = Number.NEGATIVE_INFINITY;

  constructor(options: DiskGaugeOptions) {
    this.#options = options;
    this.#rooms = options.folders.map((folder) => new FolderRoom(folder, options.statfs ?? statfs));
  }

  space(): DiskSpace | null {
    const now = performance.now();
    if (now - this.#readAt >= READ_EVERY_MS) {
      this.#readAt = now;
      this.#space = this.#read(now);
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

  #read(now: number): DiskSpace | null {
    const { floorBytes, limit = null } = this.#options;
    let least: DiskSpace | null = null;
    for (const one of this.#rooms) {
      const room = one.at(now);
      if (room === null || (least !== null && room.freeBytes >= least.freeBytes)) continue;
      least = { folder: one.folder, ...room, floorBytes, state: diskState(room.freeBytes, floorBytes) };
    }
    const limited = limit === null ? null : spaceOf(limit);
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
