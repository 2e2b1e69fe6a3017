// Reports of clean-ups in MongoDB. One that is running carries its state; notes only reach those.
import type { Db } from 'mongodb';
import type { CleanUp, CleanUpStore } from '../../../domain/upkeep/clean-up/clean-up.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('cleanUps', {
  _id: 'string',
  state: 'string',
  by: 'string',
  startedAt: 'date',
  movedAt: 'date',
  passes: 'array',
});
const RUNNING_AT_ONCE = 20;

export function createCleanUpStore(db: Db): CleanUpStore {
  const cleanUps = db.collection<CleanUp>('cleanUps');
  return {
    insert: (cleanUp) => insertOnce(cleanUps, cleanUp),
    async get(cleanUpId) {
      return checkedOrNull(await cleanUps.findOne({ _id: cleanUpId }), SHAPE);
    },
    async list({ before, limit }) {
      const filter = before === undefined ? {} : { _id: { $lt: before } };
      return checkedAll(await cleanUps.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async note(cleanUpId, set) {
      const noted = await cleanUps.findOneAndUpdate(
        { _id: cleanUpId, state: 'running' },
        { $set: set },
        { returnDocument: 'after' },
      );
      return checkedOrNull(noted, SHAPE);
    },
    async running() {
      const found = cleanUps.find({ state: 'running' }).sort({ _id: 1 });
      return checkedAll(await found.limit(RUNNING_AT_ONCE).toArray(), SHAPE);
    },
    async lastDone() {
      const found = await cleanUps.findOne({ state: 'done', dryRun: false }, { sort: { _id: -1 } });
      return checkedOrNull(found, SHAPE);
    },
  };
}
