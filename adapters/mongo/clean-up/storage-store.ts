// What jobs store, in MongoDB: a small document for each job.
import type { Db } from 'mongodb';
import type { JobStorage, StorageStore } from '../../../domain/upkeep/clean-up/storage.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';
import { retryDuplicate } from '../driver-error.ts';

const SHAPE = documentShape('jobStorage', { _id: 'string', bytes: 'number', measuredAt: 'date' });

export function createStorageStore(db: Db): StorageStore {
  const storage = db.collection<JobStorage>('jobStorage');
  return {
    async put({ _id, ...measured }) {
      await retryDuplicate(() => storage.replaceOne({ _id }, measured, { upsert: true }));
    },
    async get(jobId) {
      return checkedOrNull(await storage.findOne({ _id: jobId }), SHAPE);
    },
  };
}
