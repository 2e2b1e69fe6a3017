// Answers in MongoDB, by their idempotency keys: one document per key; an expired one is taken over.
import type { Collection, Db } from 'mongodb';
import type {
  IdempotencyRecord,
  IdempotencyStore,
} from '../../domain/system/idempotency/idempotency-store.ts';
import { insertOnce } from './driver-error.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../domain/system/until-written.ts';

/** Expired keys removed with each new one, so that the collection stays as small as the keys of one day. */
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
      return take(keys, record, now);
    },
    async finish(id, answer, until) {
      await keys.updateOne({ _id: id }, { $set: { answer, until } });
    },
    async release(id) {
      await keys.deleteOne({ _id: id });
    },
  };
}

async function take(
  keys: Collection<IdempotencyRecord>,
  record: IdempotencyRecord,
  now: number,
): Promise<IdempotencyRecord | null> {
  const { _id, ...fields } = record;
  // A key may be released while a request asks for it.
  const attempt = async (): Promise<IdempotencyRecord | null | Outrun> => {
    if (await insertOnce(keys, record)) return null;
    const outdated = { _id, until: { $lte: now } };
    const taken = await keys.updateOne(outdated, { $set: fields, $unset: { answer: true } });
    if (taken.matchedCount > 0) return null;
    return (await keys.findOne({ _id })) ?? OUTRUN;
  };
  return untilWritten(attempt, () => keepsChanging('This idempotency key', { key: _id }));
}
