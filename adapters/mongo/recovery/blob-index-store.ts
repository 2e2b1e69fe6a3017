// What the database knows of the archives and the content-addressed blobs of a bucket, by their keys. No backup holds it: a restore
// writes each blob anew, and with it its line here.
import type { Collection, Db } from 'mongodb';
import type { BlobIndex } from '../../../domain/system/blob/blob-index.ts';
import { inBatches } from '../driver-error.ts';

interface IndexedBlob {
  readonly _id: string;
  readonly bytes: number;
  readonly usedAt: Date;
}

const LISTED_AT_ONCE = 1_000;
/** Above every character of a key. */
const BEHIND_ALL = '\u{10FFFF}';

export function createBlobIndexStore(db: Db): BlobIndex {
  const blobs = db.collection<IndexedBlob>('blobIndex');
  return {
    async note(key, { bytes, usedAt }) {
      await blobs.updateOne({ _id: key }, { $set: { bytes }, $max: { usedAt } }, { upsert: true });
    },
    async touch(key, usedAt) {
      const { matchedCount } = await blobs.updateOne({ _id: key }, { $max: { usedAt } });
      return matchedCount > 0;
    },
    async facts(key) {
      const found = await blobs.findOne({ _id: key });
      return found === null ? null : { bytes: found.bytes, usedAt: found.usedAt };
    },
    async *list(prefix) {
      yield* keysFrom(blobs, prefix);
    },
    async forget(keys) {
      for (const batch of inBatches(keys)) await blobs.deleteMany({ _id: { $in: [...batch] } });
    },
  };
}

/** In pages of their own, because whoever reads them may take longer than a cursor lives. */
async function* keysFrom(blobs: Collection<IndexedBlob>, prefix: string): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const from: { $gt: string } | { $gte: string } = after === null ? { $gte: prefix } : { $gt: after };
    const page = await blobs
      .find({ _id: { ...from, $lt: `${prefix}${BEHIND_ALL}` } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(LISTED_AT_ONCE)
      .toArray();
    for (const { _id } of page) yield _id;
    after = page.at(-1)?._id ?? null;
    if (page.length < LISTED_AT_ONCE || after === null) return;
  }
}
