// A document as the store holds it.
import type { Doc } from '../value/document.ts';

/** A stored document. `doc` is replaced, never changed. */
export interface StoredRecord {
  readonly key: string;
  doc: Doc;
  size: number;
  /** The disk file has this record, perhaps with an earlier document. */
  isOnDisk: boolean;
  /** The document's bytes, if they are at hand: from its coming to its saving. */
  bytes?: Uint8Array | undefined;
}

/** What a record contained before a change. */
export type Version = Pick<StoredRecord, 'doc' | 'size'>;
