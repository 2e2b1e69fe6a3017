// Proxy pools in memory.
import type { ProxyPool, ProxyPoolStore } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { DocumentTable, byId } from './document-table.ts';

export function createProxyPoolStore(): ProxyPoolStore {
  const pools = new DocumentTable<ProxyPool>();
  return {
    async list(workspaceId) {
      return pools.find(
        (one) => one.workspaceId === workspaceId,
        (a, b) => (a.name === b.name ? byId(a, b) : a.name < b.name ? -1 : 1),
      );
    },
    async get(poolId) {
      return pools.get(poolId);
    },
    async insert(pool) {
      return pools.insert(pool);
    },
    async change(poolId, version, set) {
      return pools.change(
        poolId,
        (one) => one.version === version,
        (one) => ({ ...one, ...set, version: version + 1 }),
      );
    },
    async remove(workspaceId, poolId) {
      const isThere = pools.get(poolId)?.workspaceId === workspaceId;
      if (isThere) pools.delete(poolId);
      return isThere;
    },
  };
}
