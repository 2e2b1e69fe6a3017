// Port for bytes too large for documents: packs, stage files, snapshots, outlinks. Every key is written once and what
// it reads never changes; writing is atomic (a reader sees the whole or nothing) and durable before it resolves.
export interface FreedFiles {
  readonly files: number;
  readonly bytes: number;
}

export interface BlobFacts {
  readonly bytes: number;
  /** When it was written, or touched after that. */
  readonly usedAt: Date;
}

export interface BlobStore {
  /** Identity of the place; agents whose ids differ refuse to work together. */
  readonly storeId: string;
  /** Throws (dependency-unavailable) while the place is away, is another one, or takes nothing. */
  ping(): Promise<void>;
  /** Parts are written one after the other, as one blob. */
  put(key: string, bytes: Uint8Array | readonly Uint8Array[]): Promise<void>;
  /** Only where there is none of this key, in one step; false: there is one, which stays as it is. Takes the bytes of a whole archive too. */
  putNew(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Small blobs in one file; `get`, `has` and `touch` take the keys of its entries (see `archive.ts`). */
  putArchive(key: string, entries: readonly Uint8Array[]): Promise<void>;
  /** Bytes of each entry of an archive, 0 for one that is not kept. Null when there is no such archive. */
  entrySizes(key: string): Promise<readonly number[] | null>;
  /** All entries of an archive, those that are not kept empty. Null when there is no such archive. */
  readArchive(key: string): Promise<readonly Uint8Array[] | null>;
  /**
   * Takes the place of an archive in one step: a reader sees the old one or the new one. Each entry keeps its number and what
   * it holds, or becomes empty, so every key that is still named reads what it read before.
   */
  replaceArchive(key: string, entries: readonly Uint8Array[]): Promise<void>;
  /** Null when there is none, also for an entry that is not kept any more. */
  get(key: string): Promise<Uint8Array | null>;
  /**
   * Lends a blob of megabytes: the memory is used again for the next one, so nothing of it may be kept beyond the promise
   * that `use` returns. Null when there is none.
   */
  lend<Result>(key: string, use: (bytes: Uint8Array) => Promise<Result>): Promise<Result | null>;
  /** Part of a blob. Null when there is none. */
  slice(key: string, offset: number, length: number): Promise<Uint8Array | null>;
  has(key: string): Promise<boolean>;
  /** Marks a shared blob as used again, so that the sweep spares it. */
  touch(key: string): Promise<void>;
  /** What is not there does no harm; tells what was. */
  delete(keys: readonly string[]): Promise<FreedFiles>;
  /** Null when there is none. For an entry of an archive those of the archive. */
  facts(key: string): Promise<BlobFacts | null>;
  /** Keys below a prefix, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
}
