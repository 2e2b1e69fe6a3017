// By which pool the pages of a host go: the one that their job names, else the one that names their host, else the one that names a
// tag of the job. Without any of these they go as WEBLOOM_PROXY says.
import { NO_POOL, type ProxyPool } from './proxy-pool.ts';

type Claims = Pick<ProxyPool, '_id' | 'hosts' | 'tags'>;

export interface PooledJob {
  /** `fetch.proxy` of the job. */
  readonly named: string | undefined;
  /** In the order in which the job has them: the first one with a pool counts. */
  readonly tags: readonly string[];
}

/** The id of the pool; null: none. `host`: as `urlHost` names it. */
export function choosePool(
  pools: readonly Claims[],
  { named, tags }: PooledJob,
  host: string,
): string | null {
  if (named !== undefined) return named === NO_POOL ? null : named;
  const byHost = poolOfHost(pools, host);
  if (byHost !== null) return byHost;
  for (const tag of tags) {
    const found = pools.find((pool) => pool.tags.includes(tag));
    if (found !== undefined) return found._id;
  }
  return null;
}

/** A host that is named itself counts before those that stand for many, and of these the closest one. */
function poolOfHost(pools: readonly Claims[], host: string): string | null {
  const asked = bareHost(host);
  let best = { length: 0, id: null as string | null };
  for (const { _id, hosts } of pools) {
    for (const named of hosts.map(bareHost)) {
      if (named === asked) return _id;
      const isBelow = named.startsWith('*.') && asked.endsWith(named.slice(1));
      if (isBelow && named.length > best.length) best = { length: named.length, id: _id };
    }
  }
  return best.id;
}

/** A name with `www.` before it is the same host as without. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}
