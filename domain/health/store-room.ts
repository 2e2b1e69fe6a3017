// How full the embedded store is: it takes nothing more above what its disk has room for. How many pages still fit follows from
// what each page takes in this store, documents of runs and events included.

import { counted } from '../system/counted.ts';

export interface StoreRoom {
  /** Disk that its documents take, in the log and in the file of its indexes. */
  readonly dataBytes: number;
  /** Bytes above which it refuses what adds to them: more would not fit on its disk. */
  readonly boundBytes: number;
  /** Pages that are stored. */
  readonly pages: number;
}

/** `half`: time to plan a larger disk or the move to MongoDB; `near`: time for it; `full`: nothing more is stored. */
export type RoomLevel = 'ample' | 'half' | 'near' | 'full';

export interface RoomLeft extends StoreRoom {
  /** Of the bound, 0 to 1 and above. */
  readonly share: number;
  readonly level: RoomLevel;
  readonly bytesPerPage: number;
  readonly pagesLeft: number;
}

const HALF = 0.5;
const NEAR = 0.85;
/** With fewer pages what a page takes drowns in jobs, events and hosts. */
const MEASURED_FROM_PAGES = 1_000;
/** Bytes a page took in a store of 100,000 pages that were crawled, its runs included. */
const USUAL_BYTES_PER_PAGE = 12_400;
const MB = 1_048_576;

export function roomLeft(room: StoreRoom): RoomLeft {
  const { dataBytes, boundBytes, pages } = room;
  const share = dataBytes / boundBytes;
  const bytesPerPage = pages < MEASURED_FROM_PAGES ? USUAL_BYTES_PER_PAGE : dataBytes / pages;
  const pagesLeft = Math.max(0, Math.floor((boundBytes - dataBytes) / bytesPerPage));
  return { ...room, share, level: levelOf(share), bytesPerPage, pagesLeft };
}

/** Nothing can be written: no sign of life and no look of the monitor either. */
export function isStoreFull(room: StoreRoom | null): boolean {
  return room !== null && roomLeft(room).level === 'full';
}

function levelOf(share: number): RoomLevel {
  if (share >= 1) return 'full';
  if (share >= NEAR) return 'near';
  return share >= HALF ? 'half' : 'ample';
}

export function describeRoom(room: RoomLeft): string {
  const { dataBytes, boundBytes, share, level, pages, pagesLeft } = room;
  const used = `${Math.floor(share * 100)} % of its room is used (${megabytes(dataBytes)} of ${megabytes(boundBytes)}, ${counted(pages, 'page')})`;
  switch (level) {
    case 'ample':
      return `${used}; about ${counted(pagesLeft, 'more page')} fit.`;
    case 'half':
      return `The embedded store is half full: ${used}; about ${counted(pagesLeft, 'more page')} fit, then nothing more is stored.`;
    case 'near':
      return `The embedded store is nearly full: ${used}; about ${counted(pagesLeft, 'more page')} fit, then nothing more is stored.`;
    case 'full':
      return `The embedded store is full: ${used}. Nothing more is stored.`;
  }
}

/** The one way out, in the commands that do it. */
const MOVE =
  'end “webloom up”, then “webloom backup FOLDER” and “webloom backup restore FOLDER --data-dir NEW --to mongodb://…” (docs/embedded-store.md)';
export function roomRemedy({ level }: Pick<RoomLeft, 'level'>): string | null {
  switch (level) {
    case 'ample':
      return null;
    case 'half':
      return `Plan a larger disk or the move to MongoDB: ${MOVE}.`;
    case 'near':
      return `Make room on its disk or move to MongoDB now: ${MOVE}.`;
    case 'full':
      return `Make room on its disk, and it goes on by itself. Or move to MongoDB: ${MOVE}.`;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MB).toLocaleString('en-US')} MB`;
}
