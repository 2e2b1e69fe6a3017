// Start links of jobs in MongoDB: found by the hash of their token, listed by the job whose id theirs begins with.
import type { Db } from 'mongodb';
import type { StartLink, StartLinkStore } from '../../../domain/job/execution/start-link.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { idRange } from '../id-range.ts';

const SHAPE = documentShape('triggers', { _id: 'string', jobId: 'string', name: 'string', hash: 'string' });

export function createStartLinkStore(db: Db): StartLinkStore {
  const links = db.collection<StartLink>('triggers');
  return {
    async insert(link) {
      await links.insertOne(link);
    },
    async byHash(hash) {
      return checkedOrNull(await links.findOne({ hash }), SHAPE);
    },
    async get(linkId) {
      return checkedOrNull(await links.findOne({ _id: linkId }), SHAPE);
    },
    async list(jobId, limit) {
      const found = links.find({ _id: idRange(jobId) }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async revoke(linkId, at) {
      await links.updateOne({ _id: linkId, revokedAt: null }, { $set: { revokedAt: at } });
      return checkedOrNull(await links.findOne({ _id: linkId }), SHAPE);
    },
    async noteUse(linkId, at) {
      await links.updateOne({ _id: linkId }, { $max: { lastUsedAt: at } });
    },
  };
}
