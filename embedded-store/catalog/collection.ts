// A collection: records by encoded _id, and its indexes. Every change is first checked against all unique
// indexes, then made and given to the journal, so a command never leaves half a document behind. Changed records stay in
// memory until the store saves them to the disk file; all others are read from there when they are wanted.
import type { DiskFile, DiskWriter } from '../disk/disk-file.ts';
import { StoreError } from '../failure.ts';
import { pickFields, type WantedFields } from '../value/bson-fields.ts';
import { decode, encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';
import { AFTER, encodeValue } from '../value/order.ts';
import { leavesAt } from '../value/path.ts';
import { IndexTree, type IndexSpec } from './index-tree.ts';
import type { ReadBudget } from './read-budget.ts';
import type { RecordCache } from './record-cache.ts';
import type { SavedCollection } from './saved-form.ts';
import type { StoredRecord, Version } from './stored-record.ts';

/** Receives every change in order and makes it durable. `raw`: the document as received, if known. */
export interface ChangeSink {
  inserted(collection: Collection, record: StoredRecord, raw: Uint8Array | undefined): void;
  replaced(collection: Collection, record: StoredRecord, before: Version): void;
  removed(collection: Collection, record: StoredRecord): void;
}

/** Where records go that are not kept in memory. */
export interface CollectionDisk {
  readonly file: DiskFile;
  readonly cache: RecordCache;
  readonly budget: ReadBudget;
  /** Of the records, which are the entries of the primary index too. */
  readonly tree: number;
  readonly newTree: () => number;
}

const PRIMARY: IndexSpec = { name: '_id_', key: { _id: 1 }, unique: true, sparse: false };
/** Entries of a new index that are kept in memory while it is built. */
const BUILD_ENTRIES = 10_000;

export class Collection {
  readonly id: number;
  namespace: string;
  readonly primary: IndexTree;
  indexes: readonly IndexTree[];
  /** BSON bytes of all documents. */
  bytes = 0;
  /** Number of documents. */
  size = 0;
  readonly #sink: ChangeSink;
  readonly #disk: CollectionDisk | undefined;
  /** Records that the disk does not have as they are; null: a removed one, which it still has. */
  readonly #unsaved = new Map<string, StoredRecord | null>();
  readonly #prefix: string;

  /** Without `disk` everything is kept in memory. */
  constructor(id: number, namespace: string, sink: ChangeSink, disk?: CollectionDisk) {
    this.id = id;
    this.namespace = namespace;
    this.#sink = sink;
    this.#disk = disk;
    this.#prefix = `${id}:`;
    this.primary = new IndexTree(PRIMARY, disk && { disk: disk.file, tree: disk.tree });
    this.indexes = [this.primary];
  }

  byId(id: unknown): StoredRecord | undefined {
    return this.record(encodeValue(id));
  }

  /** The record of an encoded _id. */
  record(key: string): StoredRecord | undefined {
    const unsaved = this.#unsaved.get(key);
    if (unsaved !== undefined || this.#disk === undefined) return unsaved ?? undefined;
    return this.#cached(this.#disk, key);
  }

  #cached({ cache, file, tree, budget }: CollectionDisk, key: string): StoredRecord | undefined {
    const name = this.#prefix + key;
    const known = cache.get(name);
    if (known !== undefined) return known;
    budget.spend();
    const bytes = file.read(tree, key);
    if (bytes === undefined) return undefined;
    const record = { key, doc: decode(bytes), size: bytes.length, isOnDisk: true };
    cache.put(name, record);
    return record;
  }

  /** A record with these fields at least: what is not in memory is not read whole and not kept. */
  glance(key: string, fields: WantedFields): StoredRecord | undefined {
    const unsaved = this.#unsaved.get(key);
    if (unsaved !== undefined || this.#disk === undefined) return unsaved ?? undefined;
    const { cache, file, tree, budget } = this.#disk;
    const known = cache.get(this.#prefix + key);
    if (known !== undefined) return known;
    budget.spend();
    const bytes = file.read(tree, key);
    if (bytes === undefined) return undefined;
    const part = pickFields(bytes, fields);
    return { key, doc: decode(part), size: part.length, isOnDisk: true };
  }

  /** Encoded ids of all records, in order. */
  *keys(): Generator<string> {
    for (const { id } of this.primary.range({ low: '', high: AFTER, reverse: false })) yield id;
  }

  *records(): Generator<StoredRecord> {
    for (const key of this.keys()) {
      const record = this.record(key);
      if (record !== undefined) yield record;
    }
  }

  insert(doc: Doc, size: number, raw?: Uint8Array): StoredRecord {
    const key = encodeValue(doc['_id']);
    const existing = this.record(key);
    if (existing !== undefined) throw this.#duplicate(this.primary, existing.doc);
    const record: StoredRecord = { key, doc, size, isOnDisk: this.#unsaved.get(key) === null, bytes: raw };
    const values = this.indexes.map((index) => (index.isPrimary ? [key] : index.valuesOf(doc)));
    this.#checkUnique(values, doc);
    this.#unsaved.set(key, record);
    this.indexes.forEach((index, i) => index.add(values[i] ?? [], key));
    this.#count(1, size);
    this.#sink.inserted(this, record, raw);
    return record;
  }

  replace(record: StoredRecord, doc: Doc, size: number): void {
    const before = { doc: record.doc, size: record.size };
    const moves: { index: IndexTree; from: string[]; to: string[] }[] = [];
    for (const index of this.indexes) {
      if (index.isPrimary || !touches(index, before.doc, doc)) continue;
      const from = index.valuesOf(before.doc);
      const to = index.valuesOf(doc);
      if (from.length === to.length && from.every((value, i) => value === to[i])) continue;
      if (index.conflict(to, record.key) !== undefined) throw this.#duplicate(index, doc);
      moves.push({ index, from, to });
    }
    for (const { index, from, to } of moves) {
      index.remove(from, record.key);
      index.add(to, record.key);
    }
    this.#setDoc(record, { doc, size });
    this.#sink.replaced(this, record, before);
  }

  #setDoc(record: StoredRecord, { doc, size }: Version): void {
    this.#count(0, size - record.size);
    record.doc = doc;
    record.size = size;
    record.bytes = undefined;
    this.#unsaved.set(record.key, record);
  }

  remove(record: StoredRecord): void {
    this.#takeOut(record);
    this.#sink.removed(this, record);
  }

  undoInsert(record: StoredRecord): void {
    this.#takeOut(record);
  }

  undoReplace(record: StoredRecord, before: Version): void {
    for (const index of this.indexes) {
      if (index.isPrimary) continue;
      index.remove(index.valuesOf(record.doc), record.key);
      index.add(index.valuesOf(before.doc), record.key);
    }
    this.#setDoc(record, before);
  }

  undoRemove(record: StoredRecord): void {
    this.#unsaved.set(record.key, record);
    for (const index of this.indexes)
      index.add(index.isPrimary ? [record.key] : index.valuesOf(record.doc), record.key);
    this.#count(1, record.size);
  }

  #takeOut(record: StoredRecord): void {
    const { key } = record;
    for (const index of this.indexes) index.remove(index.isPrimary ? [key] : index.valuesOf(record.doc), key);
    if (record.isOnDisk) this.#unsaved.set(key, null);
    else this.#unsaved.delete(key);
    this.#disk?.cache.delete(this.#prefix + key);
    this.#count(-1, -record.size);
  }

  #count(records: number, bytes: number): void {
    this.size += records;
    this.bytes += bytes;
  }

  /**
   * Builds an index over the records; if it finds a duplicate it throws and leaves the collection unchanged. Its entries
   * go to a tree of their own, which nothing refers to until the index is saved with the rest.
   */
  buildIndex(spec: IndexSpec): IndexTree {
    const index = this.#newIndex(spec, this.#disk?.newTree());
    for (const { key, doc } of this.records()) {
      const values = index.valuesOf(doc);
      if (index.conflict(values, key) !== undefined) throw this.#duplicate(index, doc);
      index.add(values, key);
      if (index.unsaved > BUILD_ENTRIES) this.#saveIndex(index);
    }
    this.indexes = [...this.indexes, index];
    return index;
  }

  #saveIndex(index: IndexTree): void {
    this.#disk?.file.write((writer) => index.save(writer));
    index.saved();
  }

  #newIndex(spec: IndexSpec, tree: number | undefined): IndexTree {
    const file = this.#disk?.file;
    return new IndexTree(spec, file === undefined || tree === undefined ? undefined : { disk: file, tree });
  }

  dropIndex(name: string): void {
    this.indexes = this.indexes.filter((index) => index.spec.name !== name);
  }

  #checkUnique(values: readonly (readonly string[])[], doc: Doc): void {
    this.indexes.forEach((index, i) => {
      if (!index.isPrimary && index.conflict(values[i] ?? [], undefined) !== undefined)
        throw this.#duplicate(index, doc);
    });
  }

  #duplicate(index: IndexTree, doc: Doc): StoreError {
    const keyValue: Doc = {};
    for (const field of index.fields) keyValue[field.name] = leavesAt(doc, field.path).values[0] ?? null;
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${index.spec.name} dup key: ${JSON.stringify(keyValue)}`;
    return new StoreError('DuplicateKey', message, { keyPattern: index.spec.key, keyValue });
  }

  /** Changes that the disk does not have. */
  get unsaved(): number {
    return this.indexes.reduce((sum, index) => sum + index.unsaved, this.#unsaved.size);
  }

  /** Gives all changes to the disk; `saved` follows when it has them. */
  save(writer: DiskWriter): void {
    if (this.#disk === undefined) return;
    for (const [key, record] of this.#unsaved) {
      if (record === null) writer.remove(this.#disk.tree, key);
      else writer.put(this.#disk.tree, key, record.bytes ?? encode(record.doc));
    }
    for (const index of this.indexes) index.save(writer);
  }

  saved(): void {
    if (this.#disk === undefined) return;
    for (const [key, record] of this.#unsaved) {
      if (record === null) continue;
      record.isOnDisk = true;
      record.bytes = undefined;
      this.#disk.cache.put(this.#prefix + key, record);
    }
    this.#unsaved.clear();
    for (const index of this.indexes) index.saved();
  }

  /** Takes over what an earlier process has saved. */
  loadSaved(saved: SavedCollection): void {
    this.size = saved.size;
    this.bytes = saved.bytes;
    this.primary.loadLong();
    for (const { spec, tree, multikey } of saved.indexes) {
      const index = this.#newIndex(spec, tree);
      index.multikey = multikey;
      index.loadLong();
      this.indexes = [...this.indexes, index];
    }
  }
}

/** An unchanged top-level field is the same reference in both versions, so its index keys are the same. */
function touches(index: IndexTree, before: Doc, after: Doc): boolean {
  return index.fields.some(({ path }) => before[path[0] as string] !== after[path[0] as string]);
}
