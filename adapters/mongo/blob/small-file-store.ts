// Small stage files as documents: the key is the id, so a prefix is a range of ids.
import { Binary, type Db } from 'mongodb';
import { requireBlobKey } from '../../../domain/system/blob/blob-key.ts';
import type { SmallFileStore } from '../../../domain/run/stage/small-files.ts';

interface SmallFileDocument {
  readonly _id: string;
  readonly bytes: Binary;
  readonly size: number;
  readonly at: Date;
}

/** Above every character of a key. */
const END = '\u{FFFF}';

export function createSmallFileStore(db: Db): SmallFileStore {
  const files = db.collection<SmallFileDocument>('smallFiles');
  return {
    async put(key, bytes, at) {
      requireBlobKey(key);
      const document = { bytes: new Binary(bytes), size: bytes.length, at };
      await files.replaceOne({ _id: key }, document, { upsert: true });
    },
    async get(key) {
      const found = await files.findOne({ _id: key }, { projection: { bytes: 1 } });
      return found === null ? null : bytesOf(found.bytes);
    },
    async facts(key) {
      const found = await files.findOne({ _id: key }, { projection: { size: 1, at: 1 } });
      return found === null ? null : { bytes: found.size, usedAt: found.at };
    },
    async *list(prefix) {
      const range = prefix === '' ? {} : { _id: { $gte: prefix, $lt: `${prefix}${END}` } };
      for await (const { _id } of files.find(range, { projection: { _id: 1 } })) yield _id;
    },
    async delete(keys) {
      const filter = { _id: { $in: [...keys] } };
      const found = await files.find(filter, { projection: { size: 1 } }).toArray();
      if (found.length > 0) await files.deleteMany(filter);
      return { keys: found.map(({ _id }) => _id), bytes: found.reduce((sum, { size }) => sum + size, 0) };
    },
  };
}

/** The buffer that the driver gives may be a part of a larger one. */
function bytesOf(binary: Binary): Uint8Array {
  return Buffer.from(binary.value());
}
