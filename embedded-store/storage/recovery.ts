// Brings the state back from a data directory: the newest snapshot, then the logs from its number on. Indexes are built
// once, at the end.
import { copyFileSync, existsSync, unlinkSync } from 'node:fs';
import { applyChange, type Store } from '../catalog/store.ts';
import type { Collection } from '../catalog/collection.ts';
import type { IndexSpec } from '../catalog/index-tree.ts';
import { decode, sizeOf } from '../value/bytes.ts';
import { KIND, operationsOf, type Operation } from './frame.ts';
import { logPath, readDirectory, snapshotPath } from './directory.ts';
import { CorruptLogError, cutFile, readFrames, type FileEnd } from './log-file.ts';

export interface Recovery {
  /** Number of the log to go on with. */
  readonly logNumber: number;
  /** Bytes of snapshot and closed logs. */
  readonly bytes: number;
  readonly operations: number;
}

export interface RecoveryOptions {
  /** Keep what is before a damaged place instead of refusing; the whole file is kept as a copy. */
  readonly acceptLoss: boolean;
  readonly warn: (message: string) => void;
}

export function recover(directory: string, store: Store, options: RecoveryOptions): Recovery {
  const content = readDirectory(directory);
  const snapshot = content.snapshots.at(-1);
  const first = snapshot ?? content.logs[0] ?? 1;
  const logs = content.logs.filter((number) => number >= first);
  const loader = new Loader(store);
  let bytes = 0;
  if (snapshot !== undefined) bytes += readSnapshot(snapshotPath(directory, snapshot), loader);
  logs.forEach((number, i) => {
    if (number !== first + i)
      throw new Error(`${logPath(directory, first + i)} is missing; nothing was changed`);
    bytes += readLog(logPath(directory, number), i === logs.length - 1, loader, options);
  });
  loader.finish();
  for (const number of content.logs) if (number < first) unlinkSync(logPath(directory, number));
  for (const number of content.snapshots) if (number < first) unlinkSync(snapshotPath(directory, number));
  return { logNumber: logs.at(-1) ?? first, bytes, operations: loader.operations };
}

function readSnapshot(file: string, loader: Loader): number {
  const end = readFrames(file, (payload) => loader.apply(payload));
  if (end.tornBytes > 0 || !loader.ended) {
    throw new Error(
      `snapshot ${file} is damaged at byte ${end.validBytes}: ${end.reason || 'its end is missing'}. Nothing was changed`,
    );
  }
  return end.validBytes;
}

function readLog(file: string, isLast: boolean, loader: Loader, options: RecoveryOptions): number {
  const end = readFrames(file, (payload) => loader.apply(payload));
  if (end.tornBytes > 0) handleBadEnd(file, end, isLast, options);
  return end.validBytes;
}

function handleBadEnd(file: string, end: FileEnd, isLast: boolean, options: RecoveryOptions): void {
  const torn = isLast && !end.validBehind;
  if (!torn && !options.acceptLoss) throw new CorruptLogError(file, end.validBytes, end.reason);
  if (!torn) {
    const copy = `${file}.damaged-${end.validBytes}`;
    if (!existsSync(copy)) copyFileSync(file, copy);
  }
  options.warn(`${file}: cut ${end.tornBytes} bytes behind byte ${end.validBytes} (${end.reason})`);
  cutFile(file, end.validBytes);
}

/** Applies logged operations to a store that is not open yet. */
class Loader {
  readonly #store: Store;
  readonly #byNumber = new Map<number, Collection>();
  readonly #indexes = new Map<number, Map<string, IndexSpec>>();
  operations = 0;
  ended = false;

  constructor(store: Store) {
    this.#store = store;
  }

  apply(payload: Buffer): void {
    for (const operation of operationsOf(payload)) {
      this.operations++;
      if (operation.kind === KIND.end) this.ended = true;
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
