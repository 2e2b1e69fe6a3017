// How many messages a process takes from its queue before the first of them is answered (AMQP's prefetch), and how many
// pages a scraper fetches at a time. What can be set has the bounds of its setting.
import type { SettingRange } from '../../system/setting-range.ts';

/** Messages a scraper holds unanswered: `WEBLOOM_SCRAPER_PREFETCH`. */
export const SCRAPER_PREFETCH: SettingRange = { usual: 64, least: 1, most: 2_000 };

/** Fetches a scraper has in flight: `WEBLOOM_SCRAPER_CONCURRENCY`. */
export const FETCHES_IN_FLIGHT: SettingRange = { usual: 48, least: 1, most: 1_000 };

/** Pages a renderer has open at a time: `WEBLOOM_RENDERER_PAGES`. Each takes tens to hundreds of megabytes. */
export const RENDERED_PAGES: SettingRange = { usual: 4, least: 1, most: 16 };

/** Messages a renderer holds unanswered: enough that the next page is there when one ends, and few, because a page takes seconds. */
export function renderedAhead(pages: number): number {
  return pages + Math.ceil(pages / 2);
}

/** Batches of answers that are delivered to a dispatcher but not handled yet. */
export const ANSWER_PREFETCH = 100;

/** Dead letters that are delivered but not kept yet. */
export const DEAD_LETTER_PREFETCH = 20;
