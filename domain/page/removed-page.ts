// When a removed page is visited again.
import type { Page } from './page.ts';
import { DAY_MS } from '../system/duration.ts';

/**
 * Whether a page is due for a visit. Each wait for a removed page is as long as the page had been gone at the last
 * visit, at least a day: rare enough not to bother the host, often enough to see it come back. The job's schedule has
 * no part in this.
 */
export function isLookDue(
  { state, removedAt, lastCheckedAt }: Pick<Page, 'state' | 'removedAt' | 'lastCheckedAt'>,
  now: Date,
): boolean {
  if (state !== 'removed' || removedAt === undefined) return true;
  const goneMs = lastCheckedAt.getTime() - removedAt.getTime();
  return now.getTime() - lastCheckedAt.getTime() >= Math.max(DAY_MS, goneMs);
}
