// Applies the operations of snapshot and logs to a store that is not open yet.
import type { Collection } from '../catalog/collection.ts';
import type { IndexSpec } from '../catalog/index-tree.ts';
import { applyChange, type Store } from '../catalog/store.ts';
import { decode, sizeOf } from '../value/bytes.ts';
import { KIND } from '../value/operation-kind.ts';
import { type FrameId, operationsOf, type Operation } from './frame.ts';

/** What a snapshot says about itself at its end. */
export interface SnapshotEnd {
  readonly documents: number;
  readonly collections: number;
  /** The last frame that the snapshot contains; absent in older versions. */
  readonly frame: FrameId | undefined;
}

export class Loader {
  readonly #store: Store;
  readonly #byNumber = new Map<number, Collection>();
  readonly #indexes = new Map<number, Map<string, IndexSpec>>();
  operations = 0;
  /** Set when the end of a snapshot was read. */
  stands: SnapshotEnd | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  apply(payload: Buffer): void {
    for (const operation of operationsOf(payload)) {
      if (operation.kind === KIND.number) continue;
      this.operations++;
      if (operation.kind === KIND.end) this.stands = parseEnd(decode(operation.body));
      else if (operation.kind <= KIND.dropIndex) this.#applyToCatalog(operation);
      else this.#applyToDocument(operation);
    }
  }

  #applyToCatalog({ kind, collection: number, body }: Operation): void {
    const doc = decode(body);
    const collection = this.#byNumber.get(number);
    const indexes = this.#indexes.get(number);
    if (kind === KIND.createCollection) {
      this.#byNumber.set(number, this.#store.open(number, String(doc['ns'])));
      this.#indexes.set(number, new Map());
    } else if (collection === undefined || indexes === undefined) {
      return;
    } else if (kind === KIND.dropCollection) {
      this.#store.drop(collection);
      this.#byNumber.delete(number);
    } else if (kind === KIND.renameCollection) {
      this.#store.rename(collection, String(doc['ns']));
    } else if (kind === KIND.createIndex) {
      indexes.set(String(doc['name']), parseSpec(doc));
    } else if (kind === KIND.dropIndex) {
      indexes.delete(String(doc['name']));
    }
  }

  #applyToDocument({ kind, collection: number, body }: Operation): void {
    const collection = this.#byNumber.get(number);
    if (collection === undefined) return;
    const doc = decode(body);
    switch (kind) {
      case KIND.insert:
      case KIND.replace:
        return collection.load(doc, body.length);
      case KIND.change: {
        const record = collection.byId(doc['_id']);
        if (record === undefined) return;
        const next = applyChange(record.doc, doc);
        return collection.load(next, sizeOf(next));
      }
      case KIND.remove:
        return collection.unload(doc['_id']);
      default:
        throw new Error(
          `the log holds an operation of unknown kind ${kind}: it was written by a newer version`,
        );
    }
  }

  finish(): void {
    for (const [number, collection] of this.#byNumber) {
      collection.finishLoading([...(this.#indexes.get(number)?.values() ?? [])]);
    }
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

function parseEnd({ documents, collections, frame, checksum }: Record<string, unknown>): SnapshotEnd {
  const isKnown = typeof frame === 'number' && typeof checksum === 'number';
  return {
    documents: Number(documents ?? 0),
    collections: Number(collections ?? 0),
    frame: isKnown ? { number: frame, checksum } : undefined,
  };
}
