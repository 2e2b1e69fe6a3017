// A collection in memory: records by encoded _id in natural order, and its indexes. Every change is first
// checked against all unique indexes, then made and given to the journal, so a command never leaves half a
// document behind.
import { StoreError } from '../failure.ts';
import type { Doc } from '../value/document.ts';
import { encodeValue } from '../value/order.ts';
import { leavesAt } from '../value/path.ts';
import { IndexTree, type IndexSpec, type StoredRecord } from './index-tree.ts';

/** What a record contained before a change. */
export type Version = Pick<StoredRecord, 'doc' | 'size'>;

/** Receives every change in order and makes it durable. `raw`: the document as received, if known. */
export interface ChangeSink {
  inserted(collection: Collection, record: StoredRecord, raw: Uint8Array | undefined): void;
  replaced(collection: Collection, record: StoredRecord, before: Version): void;
  removed(collection: Collection, record: StoredRecord): void;
}

export class Collection {
  readonly id: number;
  namespace: string;
  readonly records = new Map<string, StoredRecord>();
  readonly primary: IndexTree;
  indexes: IndexTree[];
  /** BSON bytes of all documents. */
  bytes = 0;
  readonly #sink: ChangeSink;

  constructor(id: number, namespace: string, sink: ChangeSink) {
    this.id = id;
    this.namespace = namespace;
    this.#sink = sink;
    this.primary = new IndexTree({ name: '_id_', key: { _id: 1 }, unique: true, sparse: false });
    this.indexes = [this.primary];
  }

  byId(id: unknown): StoredRecord | undefined {
    return this.records.get(encodeValue(id));
  }

  /** Adds a document while the log is read back; `finishLoading` builds the indexes afterwards. */
  load(doc: Doc, size: number): void {
    const key = encodeValue(doc['_id']);
    const record = this.records.get(key);
    if (record === undefined) {
      this.records.set(key, { key, doc, size, dead: false });
      this.bytes += size;
    } else {
      this.bytes += size - record.size;
      record.doc = doc;
      record.size = size;
    }
  }

  unload(id: unknown): void {
    const record = this.byId(id);
    if (record === undefined) return;
    this.records.delete(record.key);
    this.bytes -= record.size;
  }

  finishLoading(specs: readonly IndexSpec[]): void {
    const sorted = [...this.records.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const record of sorted) this.primary.tree.set(record.key, record);
    for (const spec of specs) this.buildIndex(spec);
  }

  insert(doc: Doc, size: number, raw?: Uint8Array): StoredRecord {
    const key = encodeValue(doc['_id']);
    const existing = this.records.get(key);
    if (existing !== undefined) throw this.#duplicate(this.primary, existing);
    const record: StoredRecord = { key, doc, size, dead: false };
    const values = this.indexes.map((index) => (index.isPrimary ? [key] : index.valuesOf(doc)));
    this.#checkUnique(values, undefined);
    this.records.set(key, record);
    this.indexes.forEach((index, i) => index.add(values[i] ?? [], record));
    this.bytes += size;
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
      const other = index.conflict(to, record);
      if (other !== undefined) throw this.#duplicate(index, { ...other, doc });
      moves.push({ index, from, to });
    }
    for (const { index, from, to } of moves) {
      index.remove(from, record);
      index.add(to, record);
    }
    this.bytes += size - record.size;
    record.doc = doc;
    record.size = size;
    this.#sink.replaced(this, record, before);
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
      index.remove(index.valuesOf(record.doc), record);
      index.add(index.valuesOf(before.doc), record);
    }
    this.bytes += before.size - record.size;
    record.doc = before.doc;
    record.size = before.size;
  }

  undoRemove(record: StoredRecord): void {
    this.#putBack(record);
  }

  #takeOut(record: StoredRecord): void {
    for (const index of this.indexes) {
      index.remove(index.isPrimary ? [record.key] : index.valuesOf(record.doc), record);
    }
    this.records.delete(record.key);
    record.dead = true;
    this.bytes -= record.size;
  }

  #putBack(record: StoredRecord): void {
    record.dead = false;
    this.records.set(record.key, record);
    for (const index of this.indexes) {
      index.add(index.isPrimary ? [record.key] : index.valuesOf(record.doc), record);
    }
    this.bytes += record.size;
  }

  /**
   * Builds an index over the records; if it finds a duplicate it throws and leaves the collection unchanged.
   */
  buildIndex(spec: IndexSpec): IndexTree {
    const index = new IndexTree(spec);
    const entries: [string, StoredRecord][] = [];
    for (const record of this.records.values()) {
      for (const value of index.valuesOf(record.doc)) entries.push([value + record.key, record]);
    }
    // Sorted entries append at the right edge of the tree: several times faster than random order.
    entries.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    for (const [key, record] of entries) {
      if (spec.unique) {
        const value = key.slice(0, key.length - record.key.length);
        const last = index.tree.maxKey();
        if (last !== undefined && last.startsWith(value)) throw this.#duplicate(index, record);
      }
      index.tree.set(key, record);
    }
    this.indexes = [...this.indexes, index];
    return index;
  }

  dropIndex(name: string): void {
    this.indexes = this.indexes.filter((index) => index.spec.name !== name);
  }

  #checkUnique(values: readonly (readonly string[])[], own: StoredRecord | undefined): void {
    this.indexes.forEach((index, i) => {
      if (index.isPrimary) return;
      const other = index.conflict(values[i] ?? [], own);
      if (other !== undefined) throw this.#duplicate(index, other);
    });
  }

  #duplicate(index: IndexTree, record: StoredRecord): StoreError {
    const keyValue: Doc = {};
    for (const field of index.fields)
      keyValue[field.name] = leavesAt(record.doc, field.path).values[0] ?? null;
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${index.spec.name} dup key: ${JSON.stringify(keyValue)}`;
    return new StoreError('DuplicateKey', message, { keyPattern: index.spec.key, keyValue });
  }
}

/** An unchanged top-level field is the same reference in both versions, so its index keys are the same. */
function touches(index: IndexTree, before: Doc, after: Doc): boolean {
  return index.fields.some(({ path }) => before[path[0] as string] !== after[path[0] as string]);
}
