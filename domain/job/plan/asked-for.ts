// How long pages of several hosts take at the pace of each, in words, before they are asked for.
import { spanText } from './host-capacity.ts';
import { counted } from '../../system/counted.ts';

export interface HostShare {
  readonly host: string;
  readonly pages: number;
  readonly delayMs: number;
}

export interface TimedShare extends HostShare {
  readonly tookMs: number;
}

/** The slowest first: hosts are asked side by side, so the first one decides. */
export function timeShares(shares: readonly HostShare[]): TimedShare[] {
  const byHost = new Map<string, HostShare>();
  for (const { host, pages, delayMs } of shares) {
    const known = byHost.get(host);
    const slower = Math.max(delayMs, known?.delayMs ?? 0);
    byHost.set(host, { host, pages: pages + (known?.pages ?? 0), delayMs: slower });
  }
  return [...byHost.values()]
    .map((share) => ({ ...share, tookMs: share.pages * share.delayMs }))
    .toSorted((a, b) => b.tookMs - a.tookMs || b.pages - a.pages);
}

/** `shop.test is asked once every 1 s: about 12 s for 12 pages.` */
export function describeTime([slowest, ...others]: readonly TimedShare[]): string {
  if (slowest === undefined) return 'No page is fetched.';
  const { host, pages, delayMs, tookMs } = slowest;
  const count = counted(pages, 'page');
  const beside = others.length === 0 ? '' : ` The other hosts, ${others.length}, are done sooner.`;
  if (delayMs === 0)
    return `${host} needs no pause: ${count} as fast as it answers.${others.length === 0 ? '' : ' So do the others.'}`;
  return `${host} is asked once every ${spanText(delayMs)}: about ${spanText(tookMs)} for ${count}.${beside}`;
}
