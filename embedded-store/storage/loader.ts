// Applies the operations of snapshot and logs to a store that is not open yet. What an earlier process has saved is there
// already, with its indexes; without that, indexes are built once, at the end.
import type { Collection } from '../catalog/collection.ts';
import type { IndexSpec } from '../catalog/index-tree.ts';
import { applyChange } from '../catalog/document-change.ts';
import type { Store } from '../catalog/store.ts';
import { decode, sizeOf } from '../value/bytes.ts';
import { KIND } from '../value/operation-kind.ts';
import { operationsOf, type Operation } from './frame.ts';

/** Changes after which what is read back goes to the disk file, so that memory stays small. */
const SAVE_EVERY = 20_000;

export class Loader {
  readonly #store: Store;
  readonly #byNumber = new Map<number, Collection>();
  /** Indexes to be built at the end; undefined: they are there and follow each change. */
  readonly #indexes: Map<number, Map<string, IndexSpec>> | undefined;
  operations = 0;
  #saveAt = SAVE_EVERY;

  /** `isSaved`: the store has what an earlier process has saved. */
  constructor(store: Store, isSaved: boolean) {
    this.#store = store;
    this.#indexes = isSaved ? undefined : new Map();
    for (const collection of store.collections.values()) this.#byNumber.set(collection.id, collection);
  }

  apply(payload: Buffer): void {
    for (const operation of operationsOf(payload)) {
      if (operation.kind === KIND.number || operation.kind === KIND.end) continue;
      this.operations++;
      if (operation.kind <= KIND.dropIndex) this.#applyToCatalog(operation);
      else this.#applyToDocument(operation);
    }
    this.#store.settle();
    if (this.#store.unsaved > this.#saveAt) this.#saveSome();
  }

  #saveSome(): void {
    try {
      this.#store.save(undefined);
    } catch {
      // As on a full disk: it stays in memory.
    }
    this.#saveAt = this.#store.unsaved + SAVE_EVERY;
  }

  #applyToCatalog({ kind, collection: number, body }: Operation): void {
    const doc = decode(body);
    const collection = this.#byNumber.get(number);
    if (kind === KIND.createCollection) {
      this.#byNumber.set(number, this.#store.open(number, String(doc['ns'])));
      this.#indexes?.set(number, new Map());
    } else if (collection === undefined) {
      return;
    } else if (kind === KIND.dropCollection) {
      this.#store.drop(collection);
      this.#byNumber.delete(number);
      this.#indexes?.delete(number);
    } else if (kind === KIND.renameCollection) {
      this.#store.rename(collection, String(doc['ns']));
    } else if (kind === KIND.createIndex) {
      this.#createIndex(collection, parseSpec(doc));
    } else if (kind === KIND.dropIndex) {
      this.#dropIndex(collection, String(doc['name']));
    }
  }

  #createIndex(collection: Collection, spec: IndexSpec): void {
    if (this.#indexes === undefined) this.#store.createIndex(collection, spec);
    else this.#indexes.get(collection.id)?.set(spec.name, spec);
  }

  #dropIndex(collection: Collection, name: string): void {
    if (this.#indexes === undefined) this.#store.dropIndex(collection, name);
    else this.#indexes.get(collection.id)?.delete(name);
  }

  #applyToDocument({ kind, collection: number, body }: Operation): void {
    const collection = this.#byNumber.get(number);
    if (collection === undefined) return;
    const doc = decode(body);
    const record = collection.byId(doc['_id']);
    switch (kind) {
      case KIND.insert:
      case KIND.replace:
        if (record === undefined) collection.insert(doc, body.length, Buffer.from(body));
        else collection.replace(record, doc, body.length);
        return;
      case KIND.change: {
        if (record === undefined) return;
        const next = applyChange(record.doc, doc);
        collection.replace(record, next, sizeOf(next));
        return;
      }
      case KIND.remove:
        if (record !== undefined) collection.remove(record);
        return;
      default:
        throw new Error(
          `the log holds an operation of unknown kind ${kind}: it was written by a newer version`,
        );
    }
  }

  finish(): void {
    for (const [number, specs] of this.#indexes ?? []) {
      const collection = this.#byNumber.get(number);
      for (const spec of specs.values())
        if (collection !== undefined) this.#store.createIndex(collection, spec);
    }
    this.#store.settle();
  }
}

function parseSpec(doc: Record<string, unknown>): IndexSpec {
  return {
    name: String(doc['name']),
    key: doc['key'] as IndexSpec['key'],
    unique: doc['unique'] === true,
    sparse: doc['sparse'] === true,
  };
}
