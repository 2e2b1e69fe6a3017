// What alert rules know of pages, in MongoDB.
import type { Db } from 'mongodb';
import type { AlertStateStore } from '../../../domain/alert/rule/alert-store.ts';
import type { AlertState } from '../../../domain/alert/rule/judge-price.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { inBatches, retryDuplicate } from '../driver-error.ts';
import { idRange } from '../id-range.ts';

const SHAPE = documentShape('alertStates', { _id: 'string', key: 'string', state: 'object', at: 'date' });

export function createAlertStateStore(db: Db): AlertStateStore {
  const states = db.collection<AlertState>('alertStates');
  return {
    async getMany(ids) {
      const found = new Map<string, AlertState>();
      for (const batch of inBatches(ids)) {
        const some = await states.find({ _id: { $in: [...batch] } }).toArray();
        for (const state of checkedAll(some, SHAPE)) found.set(state._id, state);
      }
      return found;
    },
    async put(some) {
      for (const batch of inBatches(some)) {
        const replacements = batch.map(({ _id, ...replacement }) => ({
          replaceOne: { filter: { _id }, replacement, upsert: true },
        }));
        await retryDuplicate(() => states.bulkWrite(replacements, { ordered: false }));
      }
    },
    async forget(ruleId, limit) {
      const some = states.find({ _id: idRange(ruleId) }, { projection: { _id: 1 } });
      const ids = (await some.limit(limit).toArray()).map(({ _id }) => _id);
      if (ids.length > 0) await states.deleteMany({ _id: { $in: ids } });
      return ids.length;
    },
  };
}
