// Port for the databases in which urlwatch and webchanges keep the texts of their jobs. They are foreign bytes, so who opens one
// reads the columns that it knows and nothing that the file could define.

/** A text that is kept, without itself. */
export interface KeptSnapshot {
  readonly row: number;
  /** SHA-1 of the location of its job, in hex. */
  readonly guid: string;
  /** Since 1970. */
  readonly seconds: number;
  /** Attempts that failed since it was read; null: none, or its content says. */
  readonly tries: number | null;
  /** Of its content. */
  readonly bytes: number;
}

export interface SnapshotDatabase {
  readonly tool: 'urlwatch' | 'webchanges';
  /** In no order. Throws `DamagedDatabase`. */
  snapshots(): Iterable<KeptSnapshot>;
  /** The text in UTF-8, of webchanges packed as MessagePack; null: there is none. Throws `DamagedDatabase`. */
  contentOf(row: number): Uint8Array | null;
  close(): void;
}

/** `problem`: why it can not be read, or is none of theirs, and what to do. */
export type OpenDatabase = (bytes: Uint8Array) => SnapshotDatabase | { readonly problem: string };

export class DamagedDatabase extends Error {}

const MAGIC = 'SQLite format 3\0';

export function isSqlite(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;
}
