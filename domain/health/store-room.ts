// How full the embedded store is: it holds all documents in memory, and takes nothing more above a bound. How many pages
// still fit follows from what each page takes in this store, documents of runs and events included.

import { counted } from '../system/counted.ts';

export interface StoreRoom {
  /** Memory that its documents take. */
  readonly dataBytes: number;
  /** Memory above which it refuses what adds to them. */
  readonly boundBytes: number;
  /** Pages that are stored. */
  readonly pages: number;
}

/** `half`: time to plan the move to MongoDB; `near`: time to move; `full`: nothing more is stored. */
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
const USUAL_BYTES_PER_PAGE = 8_800;
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
  const used = `${Math.floor(share * 100)} % of its memory are used (${megabytes(dataBytes)} of ${megabytes(boundBytes)}, ${counted(pages, 'page')})`;
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
/** What a store that is full already needs first. */
const MORE_MEMORY = 'NODE_OPTIONS=--max-old-space-size=8192';

export function roomRemedy({ level }: Pick<RoomLeft, 'level'>): string | null {
  switch (level) {
    case 'ample':
      return null;
    case 'half':
      return `Plan the move to MongoDB: ${MOVE}.`;
    case 'near':
      return `Move to MongoDB now: ${MOVE}.`;
    case 'full':
      return `Start it again with more memory, as in ${MORE_MEMORY} webloom up; it goes on then. Move to MongoDB: ${MOVE}.`;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MB).toLocaleString('en-US')} MB`;
}
