// Keys in MongoDB: found by id at every request that carries one.
import type { Db } from 'mongodb';
import type { ApiKey, KeyStore } from '../../../domain/system/access/api-key.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('apiKeys', {
  _id: 'string',
  workspaceId: 'string',
  scope: 'string',
  hash: 'string',
  createdAt: 'date',
});

export function createKeyStore(db: Db): KeyStore {
  const keys = db.collection<ApiKey>('apiKeys');
  return {
    async insert(key) {
      if (await insertOnce(keys, key)) return;
      throw new WebloomError('conflict', `A key ${key._id} is there already.`, { facts: { keyId: key._id } });
    },
    async get(keyId) {
      return checkedOrNull(await keys.findOne({ _id: keyId }), SHAPE);
    },
    async list({ workspaceId, before, limit }) {
      const filter = { workspaceId, ...(before !== undefined && { _id: { $lt: before } }) };
      return checkedAll(await keys.find(filter).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
    async hashes(limit) {
      const found = await keys
        .find({}, { projection: { hash: 1 } })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, hash }) => ({ _id, hash }));
    },
    async revoke(keyId, at) {
      await keys.updateOne({ _id: keyId, revokedAt: null }, { $set: { revokedAt: at } });
      return checkedOrNull(await keys.findOne({ _id: keyId }), SHAPE);
    },
    async noteUse(keyId, at, unless) {
      const isOlder = [{ lastUsedAt: null }, { lastUsedAt: { $lt: unless } }];
      await keys.updateOne({ _id: keyId, $or: isOlder }, { $set: { lastUsedAt: at } });
    },
  };
}
