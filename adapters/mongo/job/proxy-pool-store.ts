// Proxy pools in MongoDB: at most a hundred of a workspace, each compare-and-set on its version.
import type { Db } from 'mongodb';
import type { ProxyPool, ProxyPoolStore } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('proxyPools', {
  _id: 'string',
  workspaceId: 'string',
  name: 'string',
  servers: 'array',
  version: 'number',
});

export function createProxyPoolStore(db: Db): ProxyPoolStore {
  const pools = db.collection<ProxyPool>('proxyPools');
  return {
    async list(workspaceId) {
      return checkedAll(await pools.find({ workspaceId }).sort({ name: 1, _id: 1 }).toArray(), SHAPE);
    },
    async get(poolId) {
      return checkedOrNull(await pools.findOne({ _id: poolId }), SHAPE);
    },
    async insert(pool) {
      return insertOnce(pools, pool);
    },
    async change(poolId, version, set) {
      const changed = await pools.findOneAndUpdate(
        { _id: poolId, version },
        { $set: { ...set, version: version + 1 } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
    async remove(workspaceId, poolId) {
      return (await pools.deleteOne({ _id: poolId, workspaceId })).deletedCount > 0;
    },
  };
}
