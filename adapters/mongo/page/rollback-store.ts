// What roll-backs did to pages, in MongoDB: listed by the range of ids of their run.
import type { Db } from 'mongodb';
import type { RolledBackPage, RollbackStore } from '../../../domain/page/rollback-store.ts';
import { checked, checkedAll, documentShape } from '../document-shape.ts';
import { inBatches, insertMissing } from '../driver-error.ts';
import { idRange } from '../id-range.ts';

const SHAPE = documentShape('rollbacks', {
  _id: 'string',
  runId: 'string',
  pageId: 'string',
  before: 'object',
  after: 'object',
  changes: 'array',
});

export function createRollbackStore(db: Db): RollbackStore {
  const rollbacks = db.collection<RolledBackPage>('rollbacks');
  return {
    async insert(pages) {
      await insertMissing(rollbacks, pages);
    },
    async getMany(ids) {
      const found = new Map<string, RolledBackPage>();
      for (const batch of inBatches(ids)) {
        const some = await rollbacks.find({ _id: { $in: [...batch] } }).toArray();
        for (const page of some) found.set(page._id, checked(page, SHAPE));
      }
      return found;
    },
    async list(runId, { after, limit }) {
      const found = rollbacks.find({ _id: idRange(runId, after) }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async noteUndone(ids, undoneBy) {
      for (const batch of inBatches(ids))
        await rollbacks.updateMany({ _id: { $in: [...batch] } }, { $set: { undoneBy } });
    },
  };
}
