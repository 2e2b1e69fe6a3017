// Requests that are out to a host at this moment, as the signs of life of scrapers and renderers tell. A scraper has up to dozens in hand and
// names only the longest of them, so with more in hand the number is the least there can be.
import type { AgentHeartbeat } from './agent.ts';
import { SILENT_MS } from './presence.ts';

export interface RequestsNow {
  /** Null: not known, because no scraper lives, or none is named and not all that is in hand is named. */
  readonly count: number | null;
  /** There may be more: a scraper did not name all that it has in hand. */
  readonly atLeast: boolean;
  /** As short as a table wants it. */
  readonly words: string;
}

type Beat = Pick<AgentHeartbeat, 'role' | 'at' | 'load' | 'work'>;

const UNKNOWN: RequestsNow = { count: null, atLeast: false, words: 'not known' };

export function requestsByHost(beats: readonly Beat[], now: number): (host: string) => RequestsNow {
  const alive = beats.filter(
    ({ role, at }) => (role === 'scraper' || role === 'renderer') && at.getTime() > now - SILENT_MS,
  );
  const counts = new Map<string, number>();
  for (const { host } of alive.flatMap(({ work = [] }) => work))
    if (host !== undefined) counts.set(host, (counts.get(host) ?? 0) + 1);
  const atLeast = alive.some(
    ({ load, work }) => work === undefined || (load['slotsUsed'] ?? 0) > work.length,
  );
  return (host) => {
    const count = counts.get(host) ?? 0;
    if (count === 0) return alive.length === 0 || atLeast ? UNKNOWN : { count, atLeast, words: 'none' };
    return { count, atLeast, words: atLeast ? `at least ${count}` : String(count) };
  };
}
