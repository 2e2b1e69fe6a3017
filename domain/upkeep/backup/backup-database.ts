// Port of a backup to a database: reads and writes whole documents, as BSON and without knowing what they mean. It uses
// what every store of Webloom can do, so a backup of one kind of store goes into another.
import type { CollectionIndex } from './manifest.ts';

interface CollectionShape {
  readonly name: string;
  readonly indexes: readonly CollectionIndex[];
}

/** What was changed in the restored documents, to be told. */
export interface Settled {
  /** Messages that waited for longer than a day and are not sent by themselves. */
  readonly heldDeliveries: number;
  /** Jobs that were removed while the backup was taken: they are removed again. */
  readonly removedJobs: number;
}

/** Keys of the blobs that a document of this collection names. */
export type BlobKeys = (collection: string, document: Uint8Array) => readonly string[];

export interface BackupDatabase {
  readonly name: string;
  /** Ids of the migrations that are applied. */
  migrations(): Promise<string[]>;
  collections(): Promise<CollectionShape[]>;
  read(collection: string): AsyncIterable<Uint8Array>;
  write(shape: CollectionShape, documents: AsyncIterable<Uint8Array>): Promise<number>;
  /** `unfinished`: a restore into it was cut off. */
  state(): Promise<'empty' | 'unfinished' | 'used'>;
  /** Empties it and marks it: no process begins to work on it until the restore is done. */
  beginRestore(backupId: string): Promise<void>;
  settle(now: Date): Promise<Settled>;
  endRestore(): Promise<void>;
}
