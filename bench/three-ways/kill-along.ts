// Kills every part once while a run goes on: one after the other, spread over its pages, each when the one before has come back.
import { eventually } from '../../test/support/eventually.ts';
import type { SiteOfWays } from './site-of-ways.ts';

export interface Part {
  readonly name: string;
  /** With -9, or as a power cut does; resolves when it has been started again, by its supervisor or by us. */
  kill(): Promise<void>;
}

/** Of the pages, by the last kill. */
const LAST = 0.85;
const STILL_MS = 600_000;

export interface KillAlong {
  readonly site: SiteOfWays;
  readonly parts: readonly Part[];
  /** Requests at the site before the run. */
  readonly from: number;
  /** A kill that comes when all is done proves nothing. */
  readonly isOver: () => Promise<boolean>;
}

export async function killAlong({ site, parts, from, isOver }: KillAlong): Promise<void> {
  const { pages } = site;
  const share = (pages.paths.length * LAST) / parts.length;
  for (const [index, part] of parts.entries()) {
    await eventually(() => pages.requests().length - from > share * (index + 0.5), STILL_MS);
    if (await isOver())
      throw new Error(`the run was over before ${part.name} was killed: take more pages (--pages)`);
    console.log(`  kill -9 of ${part.name} after ${pages.requests().length - from} requests`);
    site.linger(true);
    await part.kill();
    site.linger(false);
  }
}
