// Finds out whether a job can have the proxy pool that it names: one of its workspace, or none.
import { NO_POOL, type ProxyPoolStore } from '../../config/proxy-pool/proxy-pool.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { Fault } from '../../system/fault.ts';

export interface ProxyLookup {
  readonly proxyPools: Pick<ProxyPoolStore, 'get'>;
}

export async function proxyFaults(
  { proxyPools }: ProxyLookup,
  workspaceId: string,
  { fetch: { proxy } }: Pick<JobConfig, 'fetch'>,
): Promise<Fault[]> {
  if (proxy === undefined || proxy === NO_POOL) return [];
  const pool = await proxyPools.get(proxy);
  if (pool !== null && pool.workspaceId === workspaceId) return [];
  const detail = `There is no proxy pool ${proxy}: make one under /v1/proxy-pools (webloom proxies add), and give its id, or ${NO_POOL}.`;
  return [{ pointer: '/config/fetch/proxy', code: 'unknown-proxy-pool', detail }];
}
