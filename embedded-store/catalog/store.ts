// All collections, and the only place where a change meets the log. While the log is read back there is no
// journal and changes come in through `load…`; afterwards every change is appended to the journal.
import { getHeapStatistics } from 'node:v8';
import { StoreError } from '../failure.ts';
import { encode } from '../value/bytes.ts';
import { getField, type Doc } from '../value/document.ts';
import { KIND, type Kind } from '../value/operation-kind.ts';
import { Collection, type ChangeSink, type Version } from './collection.ts';
import type { IndexSpec, StoredRecord } from './index-tree.ts';

/** Receives changes; undefined while the log is being read back. */
interface Log {
  append(kind: Kind, collection: number, body: Uint8Array): void;
  /** Why nothing can be written any more; undefined: it can. */
  readonly failure: StoreError | undefined;
}

export class Store implements ChangeSink {
  readonly collections = new Map<string, Collection>();
  #nextId = 1;
  #log: Log | undefined;
  /**
   * Functions that undo the changes which the log does not have yet; to be called from the last to the first.
   */
  #undo: (() => void)[] = [];
  readonly #heapLimit: number;

  /** `heapLimit`: bytes of data above which growing writes are refused; default 85 % of what V8 allows. */
  constructor(heapLimit = getHeapStatistics().heap_size_limit * 0.85) {
    this.#heapLimit = heapLimit;
  }

  /** From now on changes are logged. */
  attach(log: Log): void {
    this.#log = log;
  }

  get liveBytes(): number {
    let bytes = 0;
    for (const collection of this.collections.values()) bytes += collection.bytes + 200;
    return bytes;
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** The collection of a write; made if it is missing. */
  require(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace);
  }

  create(namespace: string): Collection {
    checkNamespace(namespace);
    if (this.collections.has(namespace)) {
      throw new StoreError('NamespaceExists', `collection ${namespace} already exists`);
    }
    const collection = this.open(this.#nextId, namespace);
    this.#undo.push(() => this.collections.delete(namespace));
    this.#append(KIND.createCollection, collection.id, { ns: namespace });
    return collection;
  }

  /** Makes a collection with the number that the log gives it. */
  open(id: number, namespace: string): Collection {
    const collection = new Collection(id, namespace, this);
    this.#nextId = Math.max(this.#nextId, id + 1);
    this.collections.set(namespace, collection);
    return collection;
  }

  drop(collection: Collection): void {
    const { namespace } = collection;
    this.collections.delete(namespace);
    this.#undo.push(() => this.collections.set(namespace, collection));
    this.#append(KIND.dropCollection, collection.id, {});
  }

  rename(collection: Collection, namespace: string): void {
    checkNamespace(namespace);
    if (this.collections.has(namespace)) {
      throw new StoreError('NamespaceExists', `target collection ${namespace} exists`);
    }
    const before = collection.namespace;
    this.#move(collection, namespace);
    this.#undo.push(() => this.#move(collection, before));
    this.#append(KIND.renameCollection, collection.id, { ns: namespace });
  }

  #move(collection: Collection, namespace: string): void {
    this.collections.delete(collection.namespace);
    collection.namespace = namespace;
    this.collections.set(namespace, collection);
  }

  createIndex(collection: Collection, spec: IndexSpec): void {
    this.#keepIndexes(collection);
    collection.buildIndex(spec);
    this.#append(KIND.createIndex, collection.id, { ...spec });
  }

  dropIndex(collection: Collection, name: string): void {
    this.#keepIndexes(collection);
    collection.dropIndex(name);
    this.#append(KIND.dropIndex, collection.id, { name });
  }

  /** Changes to the catalog make new lists, so the old list can be put back. */
  #keepIndexes(collection: Collection): void {
    const { indexes } = collection;
    this.#undo.push(() => {
      collection.indexes = indexes;
    });
  }

  /** The log has all changes so far, so they need not be undone. */
  settle(): void {
    this.#undo = [];
  }

  /** The log could not take the last changes: undoes them. */
  takeBack(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  /** Bytes of `heapBytes` above which growing writes are refused. */
  get heapLimit(): number {
    return this.#heapLimit;
  }

  /** Estimate of the heap in use: objects take about twice their BSON, index entries some 100 bytes. */
  get heapBytes(): number {
    let bytes = 0;
    for (const collection of this.collections.values()) {
      bytes += collection.bytes * 2 + collection.records.size * (150 + 100 * collection.indexes.length);
    }
    return bytes;
  }

  /**
   * Throws while the log can not be written, and for a write that adds data when memory is nearly used up.
   */
  checkWritable(grows: boolean): void {
    const failure = this.#log?.failure;
    if (failure !== undefined) throw failure;
    if (grows && this.heapBytes > this.#heapLimit) {
      const text = `the data fills the memory of this server (${Math.round(this.#heapLimit / 1_048_576)} MB); delete some, or start it with a larger --max-old-space-size`;
      throw new StoreError('OutOfDiskSpace', text);
    }
  }

  inserted(collection: Collection, record: StoredRecord, raw: Uint8Array | undefined): void {
    if (this.#log === undefined) return;
    this.#undo.push(() => collection.undoInsert(record));
    this.#log.append(KIND.insert, collection.id, raw ?? encode(record.doc));
  }

  replaced(collection: Collection, record: StoredRecord, before: Version): void {
    if (this.#log === undefined) return;
    this.#undo.push(() => collection.undoReplace(record, before));
    const change = changeBetween(before.doc, record.doc);
    if (change === undefined) this.#log.append(KIND.replace, collection.id, encode(record.doc));
    else this.#log.append(KIND.change, collection.id, encode(change));
  }

  removed(collection: Collection, record: StoredRecord): void {
    this.#undo.push(() => collection.undoRemove(record));
    this.#append(KIND.remove, collection.id, { _id: record.doc['_id'] });
  }

  #append(kind: Kind, collection: number, body: Doc): void {
    this.#log?.append(kind, collection, encode(body));
  }
}

/** Changed top-level fields; undefined (log all of it) if most of them or their order changed. */
export function changeBetween(before: Doc, after: Doc): Doc | undefined {
  const set: Doc = {};
  const unset: string[] = [];
  let changed = 0;
  let total = 0;
  for (const name in after) {
    total++;
    if (getField(before, name) !== getField(after, name)) {
      if (name === '__proto__') return undefined;
      set[name] = after[name];
      changed++;
    }
  }
  if (changed * 2 > total) return undefined;
  for (const name in before) if (getField(after, name) === undefined) unset.push(name);
  const change = { _id: before['_id'], s: set, u: unset };
  return sameOrder(after, applyChange(before, change)) ? change : undefined;
}

export function applyChange(before: Doc, change: Doc): Doc {
  const out: Doc = { ...before, ...(change['s'] as Doc) };
  for (const name of change['u'] as string[]) delete out[name];
  return out;
}

function sameOrder(a: Doc, b: Doc): boolean {
  const names = Object.keys(b);
  let i = 0;
  for (const name in a) if (names[i++] !== name) return false;
  return i === names.length;
}

function checkNamespace(namespace: string): void {
  const [database = '', ...rest] = namespace.split('.');
  const collection = rest.join('.');
  const bad = database === '' || collection === '' || /[\0/\\ "$]/.test(database) || /[\0$]/.test(collection);
  if (bad || namespace.length > 255 || collection.startsWith('system.')) {
    throw new StoreError('InvalidNamespace', `invalid namespace '${namespace}'`);
  }
}
