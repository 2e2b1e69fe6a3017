// Sentences of a language model about changes, in MongoDB: a member of the change, found while it waits by a sparse index on its time.
import type { Db } from 'mongodb';
import { type SummaryStore, UNASKED } from '../../../domain/alert/model-summary/summary-store.ts';
import { checkedAll } from '../document-shape.ts';
import { CHANGE, type ChangeDocument } from '../history-store.ts';

/** A bound that says that the field is there, so that the sparse index serves it. */
const WAITING = { 'modelSummary.until': { $gt: new Date(0) } };

export function createSummaryStore(db: Db): SummaryStore {
  const changes = db.collection<ChangeDocument>('changes');
  return {
    async waiting(limit) {
      const found = changes.find(WAITING).sort({ 'modelSummary.until': 1, _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), CHANGE);
    },
    async claim(changeId, asked) {
      const isNext = { _id: changeId, 'modelSummary.state': 'waiting', 'modelSummary.asked': asked } as const;
      const { modifiedCount } = await changes.updateOne(isNext, { $inc: { 'modelSummary.asked': 1 } });
      return modifiedCount === 1;
    },
    async settle(changeId, modelSummary) {
      const isWaiting = { _id: changeId, 'modelSummary.state': 'waiting' } as const;
      const { modifiedCount } = await changes.updateOne(isWaiting, { $set: { modelSummary } });
      return modifiedCount === 1;
    },
    async askedOf(runId, limit) {
      const asked = {
        runId,
        'modelSummary.state': { $exists: true },
        'modelSummary.reason': { $nin: [...UNASKED] },
      };
      const found = changes.find<Pick<ChangeDocument, 'severity'>>(asked, {
        projection: { _id: 0, severity: 1 },
      });
      return (await found.limit(limit).toArray()).map(({ severity }) => severity);
    },
  };
}
