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

export function diskState(freeBytes: number, floorBytes: number): DiskState {
  if (freeBytes < floorBytes) return 'full';
  return freeBytes < warnBytesOf(floorBytes) ? 'low' : 'ok';
}

/** One sentence; empty when there is nothing to say. */
export function describeDisk({ folder, freeBytes, floorBytes, state }: DiskSpace): string {
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

export const DISK_REMEDY =
  'Make room on that disk; nothing has to be restarted. WEBLOOM_DISK_FLOOR_MB says how much is kept free.';
