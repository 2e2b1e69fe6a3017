// Port for packed runs: all that told how each page of a run ended, as one compressed file. Rows stand in parts, which are
// read one by one, so that a page of a large run is found without reading all of it.
import type { FreedFiles } from '../../../system/blob/blob-store.ts';

/** `outcomes`: the rows of a chunk's outcome file. */
export type ArchivedKind = 'chunks' | 'outcomes' | 'frontier' | 'failures';

export interface ArchivedRows {
  readonly kind: ArchivedKind;
  /** Where its first row stands in the order of its kind: an id, or a chunk's number as `chunkPlace` writes it. */
  readonly first: string;
  readonly rows: readonly unknown[];
}

/** Where a part lies in its file. */
export interface PackedRows {
  readonly kind: ArchivedKind;
  readonly first: string;
  readonly rows: number;
  readonly offset: number;
  readonly length: number;
}

export interface RunArchive {
  /** Writes the file as a whole; returns its size. Parts of one kind come in their order. */
  write(runId: string, parts: AsyncIterable<ArchivedRows>): Promise<number>;
  has(runId: string): Promise<boolean>;
  /** Bytes; null: the run is not packed. */
  size(runId: string): Promise<number | null>;
  /** Null: the run is not packed. */
  index(runId: string): Promise<readonly PackedRows[] | null>;
  /** Throws `data-corrupt` when the part can't be read or has another number of rows. */
  read(runId: string, part: PackedRows): Promise<readonly unknown[]>;
  remove(runId: string): Promise<FreedFiles>;
}

/** Numbers of chunks as text in the order of the numbers. */
export function chunkPlace(chunkNo: number): string {
  return String(chunkNo).padStart(10, '0');
}
