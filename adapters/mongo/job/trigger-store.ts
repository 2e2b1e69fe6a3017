// Triggers of jobs in MongoDB: found by the hash of their token, listed by the job whose id theirs begins with.
import type { Db } from 'mongodb';
import type { JobTrigger, TriggerStore } from '../../../domain/trigger/job-trigger.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { idRange } from '../id-range.ts';

const SHAPE = documentShape('triggers', { _id: 'string', jobId: 'string', name: 'string', hash: 'string' });

export function createTriggerStore(db: Db): TriggerStore {
  const triggers = db.collection<JobTrigger>('triggers');
  return {
    async insert(trigger) {
      await triggers.insertOne(trigger);
    },
    async byHash(hash) {
      return checkedOrNull(await triggers.findOne({ hash }), SHAPE);
    },
    async get(triggerId) {
      return checkedOrNull(await triggers.findOne({ _id: triggerId }), SHAPE);
    },
    async list(jobId, limit) {
      const found = triggers.find({ _id: idRange(jobId) }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async revoke(triggerId, at) {
      await triggers.updateOne({ _id: triggerId, revokedAt: null }, { $set: { revokedAt: at } });
      return checkedOrNull(await triggers.findOne({ _id: triggerId }), SHAPE);
    },
    async noteUse(triggerId, at) {
      await triggers.updateOne({ _id: triggerId }, { $max: { lastUsedAt: at } });
    },
  };
}
