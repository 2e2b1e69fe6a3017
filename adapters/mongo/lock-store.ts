// Named leases in MongoDB: one document per name; an expired one is taken over.
import type { Db } from 'mongodb';
import type { LockStore } from '../../domain/system/lock/lock-store.ts';
import { insertOnce } from './driver-error.ts';

interface LockDocument {
  readonly _id: string;
  readonly holder: string;
  /** Epoch ms. */
  readonly until: number;
}

export function createLockStore(db: Db): LockStore {
  const locks = db.collection<LockDocument>('locks');
  return {
    async acquire(name, holder, now, until) {
      const free = { _id: name, $or: [{ holder }, { until: { $lte: now } }] };
      const taken = await locks.updateOne(free, { $set: { holder, until } });
      if (taken.matchedCount > 0) return true;
      return insertOnce(locks, { _id: name, holder, until });
    },
    async release(name, holder) {
      await locks.deleteOne({ _id: name, holder });
    },
    async holder(name, now) {
      return (await locks.findOne({ _id: name, until: { $gt: now } }))?.holder ?? null;
    },
  };
}
