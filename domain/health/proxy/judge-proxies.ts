// The servers of proxy pools. No pool and no server is named, because the health of everything is seen by people of every workspace;
// those of a workspace see in its list which they are.
import type { HealthComponent } from '../health.ts';
import type { LeftServer } from './left-servers.ts';

const REMEDY =
  '“webloom proxies list” tells which and why, “webloom proxies test” asks through each. Pages go by the other servers of the pool meanwhile; what has none left waits and goes on by itself.';

/** `left`: null: the store does not tell. */
export function judgeProxies(left: readonly LeftServer[] | null, now: number): HealthComponent {
  const part = { id: 'proxies', kind: 'network', name: 'Servers of proxy pools', since: null } as const;
  if (left === null)
    return { ...part, state: 'unknown', text: 'The store does not tell.', remedy: null, figures: {} };
  const emptyPools = poolsWithoutServer(left).length;
  const figures = { left: left.length, emptyPools };
  const [first] = left;
  if (first === undefined)
    return { ...part, state: 'ok', text: 'None is left alone.', remedy: null, figures };
  const which = left.length === 1 ? 'One server is left alone' : `${left.length} servers are left alone`;
  const minutes = Math.round(Math.max(0, now - first.since) / 60_000);
  const since = minutes === 0 ? '' : `, the first for ${minutes} min`;
  const waiting =
    emptyPools === 0
      ? ''
      : ` ${emptyPools === 1 ? 'A pool has' : `${emptyPools} pools have`} no other one: pages wait.`;
  const text = `${which}${since}: ${first.why}.${waiting}`;
  return { ...part, state: emptyPools === 0 ? 'warning' : 'critical', text, remedy: REMEDY, figures };
}

/** Ids of pools whose servers are all left alone. */
export function poolsWithoutServer(left: readonly LeftServer[]): string[] {
  const counts = new Map<string, { left: number; of: number }>();
  for (const { poolId, of } of left) {
    const known = counts.get(poolId)?.left ?? 0;
    counts.set(poolId, { left: known + 1, of });
  }
  return [...counts].filter(([, { left: count, of }]) => count >= of).map(([poolId]) => poolId);
}
