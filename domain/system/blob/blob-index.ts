// Port to what the database knows of shared blobs: archives and content-addressed ones. A bucket can neither mark an object as used
// again nor list hundred thousands of them hourly; the database can. A blob stands in it before it is written, so that nothing in the
// bucket is unknown to the sweep.
import type { BlobFacts } from './blob-store.ts';

export interface BlobIndex {
  /** Notes its size, and that it was used. */
  note(key: string, facts: BlobFacts): Promise<void>;
  /** False: it is not in the index. */
  touch(key: string, usedAt: Date): Promise<boolean>;
  facts(key: string): Promise<BlobFacts | null>;
  /** Keys that begin with `prefix`, in their order. */
  list(prefix: string): AsyncIterable<string>;
  forget(keys: readonly string[]): Promise<void>;
}
