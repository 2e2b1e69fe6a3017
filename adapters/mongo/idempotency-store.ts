// Answers kept under idempotency keys in MongoDB: one document per key, taken over when it has run out.
import type { Db } from 'mongodb';
import type { IdempotencyRecord, IdempotencyStore } from '../../domain/idempotency/idempotency-store.ts';
import { insertOnce } from './driver-error.ts';

/** Outdated keys removed with each new one; so the collection stays as small as a day's keys. */
const SWEPT_AT_ONCE = 20;

export function createIdempotencyStore(db: Db): IdempotencyStore {
  const keys = db.collection<IdempotencyRecord>('idempotency');
  return {
    async begin(record, now) {
      const outdated = await keys
        .find({ until: { $lte: now } })
        .limit(SWEPT_AT_ONCE)
        .toArray();
      if (outdated.length > 0) {
        await keys.deleteMany({ _id: { $in: outdated.map((one) => one._id) }, until: { $lte: now } });
      }
      if (await insertOnce(keys, record)) return null;
      const { _id, ...fields } = record;
      const taken = await keys.updateOne(
        { _id, until: { $lte: now } },
        { $set: fields, $unset: { answer: true } },
      );
      return taken.matchedCount > 0 ? null : await keys.findOne({ _id });
    },
    async finish(id, answer, until) {
      await keys.updateOne({ _id: id }, { $set: { answer, until } });
    },
    async release(id) {
      await keys.deleteOne({ _id: id });
    },
  };
}
