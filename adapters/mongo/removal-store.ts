// Removals in MongoDB: one small document per removed job, kept for a while.
import type { Db } from 'mongodb';
import type { Removal, RemovalStore } from '../../domain/job/verb/removal.ts';
import { checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { insertOnce } from './driver-error.ts';

const SHAPE = documentShape('removals', {
  _id: 'string',
  requestedAt: 'date',
  rows: 'number',
  bytes: 'number',
});

export function createRemovalStore(db: Db): RemovalStore {
  const removals = db.collection<Removal>('removals');
  return {
    insert(removal) {
      return insertOnce(removals, removal);
    },
    async get(jobId) {
      return checkedOrNull(await removals.findOne({ _id: jobId }), SHAPE);
    },
    async list({ workspaceId, before, limit }) {
      const filter = { workspaceId, ...(before !== undefined && { _id: { $lt: before } }) };
      return checkedAll(await removals.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async unfinished(limit) {
      const found = removals.find({ finishedAt: null }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async note(jobId, { rows, files, bytes }) {
      await removals.updateOne({ _id: jobId }, { $inc: { rows, files, bytes } });
    },
    async noteLost(jobId, by) {
      await removals.updateOne({ _id: jobId }, { $push: { lostBy: { $each: [...by] } } });
    },
    async finish(jobId, at) {
      const unfinished = { _id: jobId, finishedAt: null };
      const set = { $set: { finishedAt: at } };
      return checkedOrNull(
        await removals.findOneAndUpdate(unfinished, set, { returnDocument: 'after' }),
        SHAPE,
      );
    },
    async finishedSince(since) {
      return checkedAll(
        await removals
          .find({ finishedAt: { $gte: since } })
          .sort({ _id: 1 })
          .toArray(),
        SHAPE,
      );
    },
    async forget(before) {
      return (await removals.deleteMany({ finishedAt: { $lt: before } })).deletedCount;
    },
  };
}
