// Frontier entries of some hosts, and what is known of these hosts, for the planner's rules.
import type { CutRules, HostPlan } from '../../domain/run/plan/cut-chunks.ts';
import type { FrontierEntry } from '../../domain/run/frontier.ts';

export function entry(n: number, host = 'shop.test'): FrontierEntry {
  return {
    _id: `run:${n}`,
    runId: 'run',
    url: `http://${host}/${n}`,
    depth: 1,
    firstRound: 1,
    round: 0,
    chunks: [],
    lastChunk: 0,
    dueAt: n,
    firstDueAt: n,
    visit: 1,
    attempts: 0,
  };
}

export function entries(count: number): FrontierEntry[] {
  return Array.from({ length: count }, (_, i) => entry(i));
}

export function plan(fields: Partial<HostPlan> = {}): HostPlan {
  return { delayMs: 0, open: 0, most: Number.POSITIVE_INFINITY, ...fields };
}

/** Every host has the same pace, and nothing is out. */
export function all(fields: Partial<HostPlan>): CutRules['planOf'] {
  return () => plan(fields);
}

export function countByHost(of: readonly FrontierEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { url } of of) {
    const { host } = new URL(url);
    counts[host] = (counts[host] ?? 0) + 1;
  }
  return counts;
}
