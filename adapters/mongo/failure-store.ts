// Failed and skipped URLs in MongoDB: one row per URL and run; a later result replaces an earlier one.
import type { Db } from 'mongodb';
import type { Failure, FailureStore } from '../../domain/page/page-store.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { inBatches, retryDuplicate } from './driver-error.ts';
import { idRange } from './id-range.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('failures', {
  _id: 'string',
  url: 'string',
  outcome: 'string',
  reason: 'string',
});

export function createFailureStore(db: Db): FailureStore {
  const failures = db.collection<Failure>('failures');
  return {
    async put(some) {
      for (const batch of inBatches(some)) {
        const replacements = batch.map(({ _id, ...replacement }) => ({
          replaceOne: { filter: { _id }, replacement, upsert: true },
        }));
        await retryDuplicate(() => failures.bulkWrite(replacements, { ordered: false }));
      }
    },
    async withdraw(ids) {
      for (const batch of inBatches(ids)) await failures.deleteMany({ _id: { $in: [...batch] } });
    },
    async forgetPictures(pageIds) {
      for (const batch of inBatches(pageIds))
        await failures.updateMany({ 'picture.pageId': { $in: [...batch] } }, { $unset: { picture: true } });
    },
    async list(runId, { after, limit, dead }) {
      const filter = { _id: idRange(runId, after), ...given({ dead }) };
      return checkedAll(await failures.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async getMany(ids) {
      const found: Failure[] = [];
      for (const batch of inBatches(ids))
        found.push(...checkedAll(await failures.find({ _id: { $in: [...batch] } }).toArray(), SHAPE));
      return found;
    },
    async deadAmong(ids) {
      const dead = new Set<string>();
      for (const batch of inBatches(ids)) {
        const some = failures.find({ _id: { $in: [...batch] }, dead: true }, { projection: { _id: 1 } });
        for (const { _id } of await some.toArray()) dead.add(_id);
      }
      return dead;
    },
  };
}
