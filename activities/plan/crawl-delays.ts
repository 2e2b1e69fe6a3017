// Caches the crawl delays of hosts: the planner asks in every round, robots.txt changes once a day.
import type { Host } from '../../domain/web/host/host.ts';
import { crawlDelayMs } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';

const MAX_REMEMBERED = 10_000;

export type CrawlDelays = (host: Host, userAgent: string) => number | null;

export function createCrawlDelays(): CrawlDelays {
  const known = new Map<string, { readonly fetchedAt: number; readonly delayMs: number | null }>();
  return ({ _id, robots }, userAgent) => {
    if (robots?.status !== 'rules') return null;
    const key = `${_id} ${userAgent}`;
    const remembered = known.get(key);
    if (remembered?.fetchedAt === robots.fetchedAt) return remembered.delayMs;
    const delayMs = crawlDelayMs(parseRobots(robots.text), userAgent);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, { fetchedAt: robots.fetchedAt, delayMs });
    return delayMs;
  };
}
