// One index: a tree of encoded keys. A key consists of the encoded field values and the encoded _id, so
// entries with equal values are in _id order and each key is unique. A unique index looks for another entry
// with the same values. What has changed since the last save is in memory and goes before what the disk file has.
import { createRequire } from 'node:module';
import type sortedBtree from 'sorted-btree';
import { isLong, type DiskWriter } from '../disk/disk-file.ts';
import { StoreError } from '../failure.ts';
import type { Doc } from '../value/document.ts';
import { AFTER, EMPTY_ARRAY_KEY, encodeValue, invertKey } from '../value/order.ts';
import { EMPTY, leavesAt, parsePath, type Path } from '../value/path.ts';
import {
  DiskStretch,
  entryOf,
  keyOnDisk,
  type DiskPlace,
  type IndexEntry,
  type IndexRange,
} from './disk-stretch.ts';

export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly sparse: boolean;
}

export interface IndexField {
  readonly name: string;
  readonly path: Path;
  readonly descending: boolean;
}

interface Change {
  readonly id: string;
  readonly isRemoved: boolean;
}

// Loaders disagree on the default import of this CommonJS package, but not on require.
const { default: Tree } = createRequire(import.meta.url)('sorted-btree') as typeof sortedBtree;

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export class IndexTree {
  readonly spec: IndexSpec;
  readonly fields: readonly IndexField[];
  readonly place: DiskPlace | undefined;
  /**
   * A document had an array in this field: it has several keys, and the order of keys is not the sort order.
   */
  multikey = false;
  /** Added keys, which are not on disk, and removed ones, which are. */
  readonly #unsaved = new Tree<string, Change>(undefined, compareKeys, 64);
  /** Ids of keys that are too long for the disk's order: they stay in memory. */
  readonly #long = new Map<string, string>();
  /** Long keys whose change is not on disk. */
  #changedLong = new Map<string, Change>();
  /** Rises with each change in memory. */
  #version = 0;

  constructor(spec: IndexSpec, place?: DiskPlace) {
    this.spec = spec;
    this.place = place;
    this.fields = Object.entries(spec.key).map(([name, direction]) => ({
      name,
      path: parsePath(name),
      descending: direction === -1,
    }));
  }

  get isPrimary(): boolean {
    return this.spec.name === '_id_';
  }

  /** Changes that the disk file does not have. */
  get unsaved(): number {
    return this.#unsaved.length;
  }

  /** Encoded values of a document, one per array element; none if a sparse index leaves it out. */
  valuesOf(doc: Doc): string[] {
    let keys = [''];
    let arrays = 0;
    let found = false;
    for (const field of this.fields) {
      const { values, array } = leavesAt(doc, field.path);
      found ||= values.some((value) => value !== undefined);
      if (array) {
        arrays++;
        this.multikey = true;
      }
      const encoded = values.map((value) => this.#encode(value, field.descending));
      keys =
        keys.length === 1 && encoded.length === 1 ? [`${keys[0]}${encoded[0]}`] : crossJoin(keys, encoded);
    }
    if (arrays > 1 && !sharesRoot(this.fields)) {
      throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays in ${this.spec.name}`);
    }
    return this.spec.sparse && !found ? [] : keys;
  }

  #encode(value: unknown, descending: boolean): string {
    const key = value === EMPTY ? EMPTY_ARRAY_KEY : encodeValue(value);
    return descending ? invertKey(key) : key;
  }

  /** The id of the record that already has one of these values in a unique index. */
  conflict(values: readonly string[], own: string | undefined): string | undefined {
    if (!this.spec.unique) return undefined;
    for (const value of values) {
      for (const { id } of this.range({ low: value, high: value + AFTER, reverse: false })) {
        if (id !== own) return id;
      }
    }
    return undefined;
  }

  add(values: readonly string[], id: string): void {
    for (const value of values) this.#add({ key: this.isPrimary ? value : value + id, id });
  }

  #add(entry: IndexEntry): void {
    const { key, id } = entry;
    this.#version++;
    if (this.#isLong(entry)) {
      this.#long.set(key, id);
      this.#changedLong.set(key, { id, isRemoved: false });
    }
    if (this.#unsaved.get(key)?.isRemoved === true) this.#unsaved.delete(key);
    else this.#unsaved.set(key, { id, isRemoved: false });
  }

  remove(values: readonly string[], id: string): void {
    for (const value of values) this.#remove({ key: this.isPrimary ? value : value + id, id });
  }

  #remove(entry: IndexEntry): void {
    const { key, id } = entry;
    this.#version++;
    if (this.#long.delete(key)) this.#changedLong.set(key, { id, isRemoved: true });
    if (this.#unsaved.has(key) || this.place === undefined) this.#unsaved.delete(key);
    else this.#unsaved.set(key, { id, isRemoved: true });
  }

  #isLong(entry: IndexEntry): boolean {
    return this.place !== undefined && isLong(keyOnDisk(entry, this.isPrimary));
  }

  /** Entries in order. Stays valid while others write between two of them. */
  *range(range: IndexRange): Generator<IndexEntry> {
    const stretch = this.place && new DiskStretch(this.place, range, this.isPrimary);
    let last: IndexEntry | undefined;
    let unsaved: IndexEntry | undefined;
    let version = -1;
    for (;;) {
      if (version !== this.#version) {
        unsaved = this.#nextUnsaved(range, last?.key);
        version = this.#version;
      }
      const onDisk = stretch && this.#nextOnDisk(stretch, last);
      const entry = firstOf(onDisk, unsaved, range.reverse);
      if (entry === undefined) return;
      if (entry === onDisk) stretch?.take();
      else version = -1;
      last = entry;
      yield entry;
    }
  }

  #nextOnDisk(stretch: DiskStretch, last: IndexEntry | undefined): IndexEntry | undefined {
    for (let before = last; ; ) {
      const entry = stretch.peek(before);
      if (entry === undefined || this.#unsaved.get(entry.key)?.isRemoved !== true) return entry;
      before = entry;
      stretch.take();
    }
  }

  #nextUnsaved({ low, high, reverse }: IndexRange, last: string | undefined): IndexEntry | undefined {
    const tree = this.#unsaved;
    if (tree.isEmpty) return undefined;
    const step = (from: string): [string, Change] | undefined =>
      reverse ? tree.nextLowerPair(from) : tree.nextHigherPair(from);
    let pair = last === undefined && !reverse ? tree.getPairOrNextHigher(low) : step(last ?? high);
    while (pair !== undefined && (reverse ? pair[0] >= low : pair[0] < high)) {
      if (!pair[1].isRemoved) return { key: pair[0], id: pair[1].id };
      pair = step(pair[0]);
    }
    return undefined;
  }

  /** How many entries there are of keys from `low` on and before `high`. */
  count(low: string, high: string): number {
    let sum = this.place?.disk.count(this.place.tree, low, high) ?? 0;
    this.#unsaved.forRange(low, high, false, (_key, { isRemoved }) => {
      sum += isRemoved ? -1 : 1;
    });
    return sum;
  }

  /** Reads the long keys that an earlier process has saved. */
  loadLong(): void {
    if (this.place === undefined) return;
    for (const key of this.place.disk.longKeys(this.place.tree)) {
      const entry = this.isPrimary ? { key, id: key } : entryOf(key);
      this.#long.set(entry.key, entry.id);
      this.#unsaved.set(entry.key, { id: entry.id, isRemoved: false });
    }
  }

  /** Gives all changes to the disk; `saved` follows when it has them. The primary index's entries are the documents themselves. */
  save(writer: DiskWriter): void {
    const { place } = this;
    if (place === undefined || this.isPrimary) return;
    const write = (key: string, { id, isRemoved }: Change): void => {
      const onDisk = keyOnDisk({ key, id }, false);
      if (isRemoved) writer.remove(place.tree, onDisk);
      else writer.put(place.tree, onDisk);
    };
    this.#unsaved.forEachPair((key, change) => {
      if (!this.#long.has(key)) write(key, change);
    });
    for (const [key, change] of this.#changedLong) write(key, change);
  }

  saved(): void {
    if (this.place === undefined) return;
    this.#version++;
    this.#unsaved.clear();
    this.#changedLong = new Map();
    for (const [key, id] of this.#long) this.#unsaved.set(key, { id, isRemoved: false });
  }
}

function firstOf(
  a: IndexEntry | undefined,
  b: IndexEntry | undefined,
  reverse: boolean,
): IndexEntry | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.key < b.key === reverse ? b : a;
}

function crossJoin(keys: readonly string[], encoded: readonly string[]): string[] {
  const out = new Set<string>();
  for (const key of keys) for (const value of encoded) out.add(key + value);
  return [...out];
}

/** Fields below the same array (`a.x`, `a.y`) may be indexed together; two separate arrays may not. */
function sharesRoot(fields: readonly IndexField[]): boolean {
  return new Set(fields.map((field) => field.path[0])).size < fields.length;
}
