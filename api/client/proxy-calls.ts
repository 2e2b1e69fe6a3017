// Calls about the proxy pools by which pages go.
import type { PoolInput, PoolPatchInput, PoolView } from '../schemas/job/proxy-pool.ts';
import { type Ask, segment } from './ask.ts';

export type { PoolInput, PoolPatchInput, PoolView };

export function proxyCalls(json: Ask) {
  const pool = (id: string) => `/v1/proxy-pools/${segment(id)}` as const;
  return {
    proxyPools: () => json('/v1/proxy-pools'),
    createProxyPool: (body: PoolInput) => json('/v1/proxy-pools', { method: 'POST', body }),
    changeProxyPool: (id: string, body: PoolPatchInput) => json(pool(id), { method: 'PATCH', body }),
    removeProxyPool: (id: string) => json(pool(id), { method: 'DELETE' }),
    testProxyPool: (id: string, url: string) => json(`${pool(id)}/test`, { method: 'POST', body: { url } }),
  };
}
