// Reads the part of an index that is on disk, a short stretch of keys at a time. After a save it reads its stretch again:
// keys may have moved to the disk meanwhile.
import type { DiskFile } from '../disk/disk-file.ts';

/** The tree of an index in the disk file. */
export interface DiskPlace {
  readonly disk: DiskFile;
  readonly tree: number;
}

export interface IndexEntry {
  readonly key: string;
  /** Encoded _id of the document. */
  readonly id: string;
}

export interface IndexRange {
  /** First key, inclusive. */
  readonly low: string;
  /** End, exclusive. */
  readonly high: string;
  readonly reverse: boolean;
}

const FIRST_LENGTH = 4;
const MAX_LENGTH = 256;
/** The last two units of a key on disk: how long the _id is with which it ends. */
const DIGITS = 2;

export class DiskStretch {
  readonly #place: DiskPlace;
  readonly #range: IndexRange;
  readonly #isPrimary: boolean;
  #entries: IndexEntry[] = [];
  #at = 0;
  #length = FIRST_LENGTH;
  #generation = -1;
  #isLast = false;

  constructor(place: DiskPlace, range: IndexRange, isPrimary: boolean) {
    this.#place = place;
    this.#range = range;
    this.#isPrimary = isPrimary;
  }

  /** The entry that follows the last one taken; `last`: where to go on after a save. It stays until it is taken. */
  peek(last: IndexEntry | undefined): IndexEntry | undefined {
    const isStale = this.#generation !== this.#place.disk.generation;
    if (isStale || (this.#at === this.#entries.length && !this.#isLast)) this.#read(last);
    return this.#entries[this.#at];
  }

  take(): void {
    this.#at++;
  }

  #read(last: IndexEntry | undefined): void {
    const { disk, tree } = this.#place;
    const after = last === undefined ? undefined : keyOnDisk(last, this.#isPrimary);
    const keys = disk.keys(tree, { ...this.#range, after, limit: this.#length });
    this.#entries = keys.map((key) => (this.#isPrimary ? { key, id: key } : entryOf(key)));
    this.#at = 0;
    this.#isLast = keys.length < this.#length;
    this.#length = Math.min(this.#length * 4, MAX_LENGTH);
    this.#generation = disk.generation;
  }
}

export function keyOnDisk({ key, id }: IndexEntry, isPrimary: boolean): string {
  return isPrimary ? key : key + String.fromCharCode(id.length >> 7, id.length & 127);
}

export function entryOf(keyOnDisk: string): IndexEntry {
  const end = keyOnDisk.length - DIGITS;
  const length = (keyOnDisk.charCodeAt(end) << 7) | keyOnDisk.charCodeAt(end + 1);
  return { key: keyOnDisk.slice(0, end), id: keyOnDisk.slice(end - length, end) };
}
