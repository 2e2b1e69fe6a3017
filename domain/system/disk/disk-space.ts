// How much room the disk has, and what follows from it: below the floor nothing more is fetched, so that the rest keeps the
// services alive; some way above it people are warned.

export const DEFAULT_FLOOR_MB = 200;
const MB = 1_048_576;
/** Warned at so many times the floor. */
const WARN_FACTOR = 5;

export type DiskState = 'ok' | 'low' | 'full';

export interface DiskSpace {
  /** The folder with the least room of those looked at. */
  readonly folder: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly floorBytes: number;
  readonly state: DiskState;
  /** The room is that of a data folder with a limit of its own (WEBLOOM_DATA_LIMIT_MB), not that of its disk. */
  readonly isLimited?: true;
}

/** Where a process looks before it takes on more. */
export interface DiskGauge {
  /** Null where the system does not tell. */
  space(): DiskSpace | null;
  isFull(): boolean;
}

/** Of the setting as it was written; what is no number is refused by those who check the settings. */
export function floorMbOf(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : DEFAULT_FLOOR_MB;
}

export function floorBytesOf(floorMb: number): number {
  return floorMb * MB;
}

function warnBytesOf(floorBytes: number): number {
  return floorBytes * WARN_FACTOR;
}

/** The broker stops taking messages here: what runs on below the floor still has room to end. */
export function brokerLimitMb(floorMb: number): number {
  return Math.max(20, Math.round(floorMb / 2));
}

/** Of the limit of a data folder this part is kept free, so that what runs can end. */
const KEPT_SHARE = 0.1;
/** Warned below this part. */
const WARN_SHARE = 0.2;

/** What a data folder may still take, when it may hold so many bytes. Both in bytes. */
export function limitedSpace(folder: string, usedBytes: number, limitBytes: number): DiskSpace {
  const freeBytes = Math.max(0, limitBytes - usedBytes);
  const floorBytes = Math.round(limitBytes * KEPT_SHARE);
  const isLow = freeBytes < limitBytes * WARN_SHARE;
  const state = freeBytes < floorBytes ? 'full' : isLow ? 'low' : 'ok';
  return { folder, freeBytes, totalBytes: limitBytes, floorBytes, state, isLimited: true };
}

export function diskState(freeBytes: number, floorBytes: number): DiskState {
  if (freeBytes < floorBytes) return 'full';
  return freeBytes < warnBytesOf(floorBytes) ? 'low' : 'ok';
}

/** One sentence; empty when there is nothing to say. */
export function describeDisk(space: DiskSpace): string {
  const { folder, freeBytes, floorBytes, state } = space;
  if (space.isLimited === true) return describeLimited(space);
  const left = `${Math.floor(freeBytes / MB)} MB left at ${folder}`;
  const floor = `${Math.round(floorBytes / MB)} MB`;
  switch (state) {
    case 'full':
      return `The disk is full: ${left}. Nothing is fetched below ${floor}; runs wait and go on by themselves when there is room.`;
    case 'low':
      return `The disk is filling up: ${left}. Nothing more is fetched below ${floor}.`;
    case 'ok':
      return '';
  }
}

function describeLimited({ folder, freeBytes, totalBytes, floorBytes, state }: DiskSpace): string {
  if (state === 'ok') return '';
  const held = `${Math.ceil((totalBytes - freeBytes) / MB)} of ${Math.round(totalBytes / MB)} MB in ${folder}`;
  const below = `${Math.round((totalBytes - floorBytes) / MB)} MB`;
  if (state === 'low')
    return `The data folder is filling up: ${held}. Nothing more is fetched from ${below} on.`;
  return `The data folder is full: ${held}. Nothing is fetched from ${below} on; runs wait and go on by themselves when there is room.`;
}

export function diskRemedy({ isLimited }: Pick<DiskSpace, 'isLimited'>): string {
  if (isLimited !== true) return DISK_REMEDY;
  return 'Delete or archive jobs, or keep less of their history; or raise WEBLOOM_DATA_LIMIT_MB and start again.';
}

export const DISK_REMEDY =
  'Make room on that disk; nothing has to be restarted. WEBLOOM_DISK_FLOOR_MB says how much is kept free.';
