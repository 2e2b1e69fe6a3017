// Proxy pools as the API shows them: no password gets out.
import { type ProxyPool, serverName } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { maskServer } from '../../../domain/config/proxy-pool/proxy-secrets.ts';
import type { LeftServer } from '../../../domain/health/proxy/left-servers.ts';
import type { PoolView } from '../../schemas/job/proxy-pool.ts';

export function toPoolView(pool: ProxyPool, left: readonly LeftServer[]): PoolView {
  const { _id, name, servers, hosts, tags, createdAt, updatedAt } = pool;
  return {
    poolId: _id,
    name,
    servers: servers.map((server) => {
      const known = serverName(pool, server);
      const fault = left.find((one) => one.poolId === _id && one.server === known);
      return {
        ...maskServer(server),
        state: fault === undefined ? 'ok' : 'left-alone',
        detail: fault?.why ?? null,
        since: fault === undefined ? null : new Date(fault.since).toISOString(),
      };
    }),
    hosts: [...hosts],
    tags: [...tags],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
