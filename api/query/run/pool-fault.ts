// The proxy pool for which a run waits: one that its pages go by, and whose servers are all left alone.
import { choosePool } from '../../../domain/config/proxy-pool/choose-pool.ts';
import { poolsWithoutServer } from '../../../domain/health/proxy/judge-proxies.ts';
import { leftServers } from '../../../domain/health/proxy/left-servers.ts';
import type { IdleFacts } from '../../../domain/job/outlook/idle-facts.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { AgentHeartbeat } from '../../../domain/system/agent/agent.ts';
import type { ApiPorts } from '../../ports.ts';

interface Waiting {
  readonly agents: readonly AgentHeartbeat[];
  /** Of pages that are left, as `urlHost` names them. */
  readonly hosts: readonly string[];
  readonly now: number;
}

/** Null: none is known. The people of its workspace may know its servers. */
export async function poolFaultOf(
  ports: Pick<ApiPorts, 'jobs' | 'proxyPools'>,
  { jobId, workspaceId, config }: Run,
  { agents, hosts, now }: Waiting,
): Promise<IdleFacts['proxyFault']> {
  const left = leftServers(agents, now);
  const empty = poolsWithoutServer(left);
  if (empty.length === 0) return null;
  const [pools, job] = await Promise.all([ports.proxyPools.list(workspaceId), ports.jobs.get(jobId)]);
  const asked = { named: config.fetch.proxy, tags: job?.tags ?? [] };
  const used = new Set(hosts.map((host) => choosePool(pools, asked, host)));
  const pool = pools.find(({ _id }) => used.has(_id) && empty.includes(_id));
  if (pool === undefined) return null;
  const [first] = left.filter(({ poolId }) => poolId === pool._id);
  const why = first === undefined ? '' : `, ${first.server} because ${first.why}`;
  return {
    text: `No server of the proxy pool “${pool.name}” does${why}.`,
    remedy: `“webloom proxies test” asks for a page by each: correct them (“webloom proxies edit”), or give the job another pool. The run continues by itself.`,
  };
}
