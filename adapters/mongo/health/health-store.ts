// What the monitor has seen, in MongoDB: one document, overwritten with every look.
import type { Db } from 'mongodb';
import type { HealthDocument, HealthStore } from '../../../domain/health/health.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';
import { retryDuplicate } from '../driver-error.ts';

const SHAPE = documentShape('health', { _id: 'string', at: 'date', everyMs: 'number', parts: 'array' });

export function createHealthStore(db: Db): HealthStore {
  const health = db.collection<HealthDocument>('health');
  return {
    async put({ _id, ...fields }) {
      await retryDuplicate(() => health.replaceOne({ _id }, fields, { upsert: true }));
    },
    async get() {
      return checkedOrNull(await health.findOne({ _id: 'health' }), SHAPE);
    },
  };
}
