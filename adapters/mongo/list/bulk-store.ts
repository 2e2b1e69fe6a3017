// Bulk actions in MongoDB: a small document that says how far it is, and one per batch of jobs.
import type { Db } from 'mongodb';
import { type BulkAction, type BulkBatch, bulkBatchId } from '../../../domain/job/bulk/bulk-action.ts';
import type { BulkStore } from '../../../domain/job/bulk/bulk-store.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertMissing, insertOnce } from '../driver-error.ts';

const ACTION = documentShape('bulkActions', {
  _id: 'string',
  workspaceId: 'string',
  verb: 'string',
  state: 'string',
  nextBatch: 'number',
  groups: 'array',
});
const BATCH = documentShape('bulkBatches', { _id: 'string', number: 'number', jobIds: 'array' });

export function createBulkStore(db: Db): BulkStore {
  const actions = db.collection<BulkAction>('bulkActions');
  const batches = db.collection<BulkBatch>('bulkBatches');
  return {
    async insert(action, some) {
      await insertMissing(batches, some);
      await insertOnce(actions, action);
    },
    async get(bulkId) {
      return checkedOrNull(await actions.findOne({ _id: bulkId }), ACTION);
    },
    async list({ workspaceId, before, limit }) {
      const filter = { workspaceId, ...(before !== undefined && { _id: { $lt: before } }) };
      return checkedAll(await actions.find(filter).sort({ _id: -1 }).limit(limit).toArray(), ACTION);
    },
    async unfinished(limit) {
      const found = actions.find({ finishedAt: null }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), ACTION);
    },
    async move(bulkId, from, set) {
      const expected = { _id: bulkId, state: { $in: [...from] } };
      const moved = await actions.findOneAndUpdate(expected, { $set: set }, { returnDocument: 'after' });
      return checkedOrNull(moved, ACTION);
    },
    async batch(bulkId, number) {
      return checkedOrNull(await batches.findOne({ _id: bulkBatchId(bulkId, number) }), BATCH);
    },
    async batches(bulkId, from, limit) {
      const ids = Array.from({ length: limit }, (_, index) => bulkBatchId(bulkId, from + index));
      return checkedAll(
        await batches
          .find({ _id: { $in: ids } })
          .sort({ _id: 1 })
          .toArray(),
        BATCH,
      );
    },
    async begin(bulkId, number, begunAt) {
      await batches.updateOne({ _id: bulkBatchId(bulkId, number) }, { $set: { begunAt } });
    },
    async finish(bulkId, number, results, groups) {
      await batches.updateOne({ _id: bulkBatchId(bulkId, number) }, { $set: { results: [...results] } });
      const next = { $set: { nextBatch: number + 1, groups: [...groups] } };
      await actions.updateOne({ _id: bulkId, nextBatch: number }, next);
    },
    async noteUndo(bulkId, undoneBy) {
      const noted = await actions.updateOne({ _id: bulkId, undoneBy: null }, { $set: { undoneBy } });
      return noted.matchedCount > 0;
    },
  };
}
