// All collections, and the only place where a change meets the log. While the log is read back there is no
// journal; afterwards every change is appended to it. What the log has is saved to the disk file from time to time, with
// the number of the last frame: at the next start only what came after it has to be made again.
import { type DiskFile, FIRST_FREE_TREE } from '../disk/disk-file.ts';
import { StoreError } from '../failure.ts';
import { encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';
import { KIND, type Kind } from '../value/operation-kind.ts';
import { Collection, type ChangeSink, type CollectionDisk } from './collection.ts';
import type { StoredRecord, Version } from './stored-record.ts';
import type { IndexSpec } from './index-tree.ts';
import { changeBetween } from './document-change.ts';
import { ReadBudget } from './read-budget.ts';
import { RecordCache } from './record-cache.ts';
import { nextFreeTree, saveCatalog, savedCollections, saveMark, treesOf } from './saved-store.ts';
import type { FrameId } from '../value/frame-id.ts';

/** Keys that are taken out at a time. */
const GARBAGE_KEYS = 500;

/** Receives changes; undefined while the log is being read back. */
interface Log {
  append(kind: Kind, collection: number, body: Uint8Array): void;
  /** Why nothing can be written any more; undefined: it can. */
  readonly failure: StoreError | undefined;
}

/** What the store needs to know of the machine. */
export interface StoreRoom {
  readonly disk?: DiskFile;
  /** Bytes of data above which growing writes are refused, asked when it matters. Default: none. */
  readonly bound?: (usedBytes: number) => number;
}

export class Store implements ChangeSink {
  readonly collections = new Map<string, Collection>();
  readonly #disk: DiskFile | undefined;
  readonly #cache = new RecordCache();
  readonly budget = new ReadBudget();
  readonly #bound: (usedBytes: number) => number;
  #nextId = 1;
  #nextTree = FIRST_FREE_TREE;
  #log: Log | undefined;
  /**
   * Functions that undo the changes which the log does not have yet; to be called from the last to the first.
   */
  #undo: (() => void)[] = [];
  /** The catalog differs from what is saved. */
  #isCatalogChanged = false;
  /** Changes of documents since the last save. */
  #unsaved = 0;
  #savedTrees = new Set<number>();
  /** Trees in the disk file that nobody refers to any more. */
  #garbage: number[] = [];

  constructor({ disk, bound }: StoreRoom = {}) {
    this.#disk = disk;
    this.#bound = bound ?? (() => Number.POSITIVE_INFINITY);
    if (disk !== undefined) this.#nextTree = nextFreeTree(disk);
  }

  /** Takes over what an earlier process has saved. */
  loadSaved(disk: DiskFile): void {
    for (const saved of savedCollections(disk))
      this.#open(saved.id, saved.namespace, saved.tree).loadSaved(saved);
    this.#isCatalogChanged = false;
    this.#savedTrees = this.#treesNow();
    this.#garbage = disk.trees().filter((tree) => !this.#savedTrees.has(tree));
  }

  /** Whether there is something to save, and all of it is in the log. */
  get canBeSaved(): boolean {
    return (this.#unsaved > 0 || this.#isCatalogChanged) && this.#undo.length === 0;
  }

  /** Changes of documents since the last save. */
  get unsaved(): number {
    return this.#unsaved;
  }

  /** Saves all changes up to a frame of the log; without a frame, as a part of what is still being read back. */
  save(frame: FrameId | undefined): void {
    const disk = this.#disk;
    if (disk === undefined) return;
    const collections = [...this.collections.values()];
    disk.write((writer) => {
      saveCatalog(disk, writer, collections, this.#isCatalogChanged);
      for (const collection of collections) collection.save(writer);
      saveMark(writer, frame);
    });
    for (const collection of collections) collection.saved();
    this.#unsaved = 0;
    if (!this.#isCatalogChanged) return;
    this.#isCatalogChanged = false;
    const trees = this.#treesNow();
    for (const tree of this.#savedTrees) if (!trees.has(tree)) this.#garbage.push(tree);
    this.#savedTrees = trees;
  }

  #treesNow(): Set<number> {
    return new Set([...this.collections.values()].flatMap(treesOf));
  }

  /** Takes some keys of dropped collections and indexes out of the disk file; false: there are none. */
  clearGarbage(): boolean {
    const tree = this.#garbage[0];
    if (tree === undefined) return false;
    if (this.#disk?.clear(tree, GARBAGE_KEYS) !== true) this.#garbage.shift();
    return true;
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
    return this.#open(id, namespace, this.#disk && this.#newTree());
  }

  #open(id: number, namespace: string, tree: number | undefined): Collection {
    const collection = new Collection(id, namespace, this, this.#placeOf(tree));
    this.#nextId = Math.max(this.#nextId, id + 1);
    this.collections.set(namespace, collection);
    this.#isCatalogChanged = true;
    return collection;
  }

  #placeOf(tree: number | undefined): CollectionDisk | undefined {
    if (this.#disk === undefined || tree === undefined) return undefined;
    return {
      file: this.#disk,
      cache: this.#cache,
      budget: this.budget,
      tree,
      newTree: () => this.#newTree(),
    };
  }

  #newTree(): number {
    return this.#nextTree++;
  }

  drop(collection: Collection): void {
    const { namespace } = collection;
    this.collections.delete(namespace);
    this.#isCatalogChanged = true;
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
    this.#isCatalogChanged = true;
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
    this.#isCatalogChanged = true;
    this.#undo.push(() => {
      collection.indexes = indexes;
    });
  }

  /** The log has all changes so far, so they need not be undone; it may be saved. */
  settle(): void {
    this.#undo = [];
  }

  /** The log could not take the last changes: undoes them. */
  takeBack(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  /** Bytes of `usedBytes` above which growing writes are refused. */
  get boundBytes(): number {
    return this.#bound(this.usedBytes);
  }

  /**
   * Estimate of the disk that log and disk file need: three times the documents, and some 150 bytes per index entry.
   */
  get usedBytes(): number {
    let bytes = 0;
    for (const collection of this.collections.values()) {
      bytes += collection.bytes * 3 + collection.size * (150 + 150 * collection.indexes.length);
    }
    return bytes;
  }

  /** Throws while the log can not be written, and for a write that adds data when there is no room for it. */
  checkWritable(grows: boolean): void {
    const failure = this.#log?.failure;
    if (failure !== undefined) throw failure;
    const bound = grows ? this.boundBytes : Number.POSITIVE_INFINITY;
    if (this.usedBytes > bound) {
      const text = `the data fills the room that this server has (${Math.round(bound / 1_048_576)} MB): make room on the disk or delete some`;
      throw new StoreError('OutOfDiskSpace', text);
    }
  }

  inserted(collection: Collection, record: StoredRecord, raw: Uint8Array | undefined): void {
    this.#unsaved++;
    if (this.#log === undefined) return;
    this.#undo.push(() => collection.undoInsert(record));
    this.#log.append(KIND.insert, collection.id, raw ?? encode(record.doc));
  }

  replaced(collection: Collection, record: StoredRecord, before: Version): void {
    this.#unsaved++;
    if (this.#log === undefined) return;
    this.#undo.push(() => collection.undoReplace(record, before));
    const change = changeBetween(before.doc, record.doc);
    if (change === undefined) this.#log.append(KIND.replace, collection.id, encode(record.doc));
    else this.#log.append(KIND.change, collection.id, encode(change));
  }

  removed(collection: Collection, record: StoredRecord): void {
    this.#unsaved++;
    this.#undo.push(() => collection.undoRemove(record));
    this.#append(KIND.remove, collection.id, { _id: record.doc['_id'] });
  }

  #append(kind: Kind, collection: number, body: Doc): void {
    this.#log?.append(kind, collection, encode(body));
  }
}

function checkNamespace(namespace: string): void {
  const [database = '', ...rest] = namespace.split('.');
  const collection = rest.join('.');
  const bad = database === '' || collection === '' || /[\0/\\ "$]/.test(database) || /[\0$]/.test(collection);
  if (bad || namespace.length > 255 || collection.startsWith('system.')) {
    throw new StoreError('InvalidNamespace', `invalid namespace '${namespace}'`);
  }
}
