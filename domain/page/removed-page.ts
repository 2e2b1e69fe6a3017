// When a page that was removed is looked at again.
import type { Page } from './page.ts';

const DAY_MS = 86_400_000;

/**
 * Removed pages come back at growing intervals: rarely enough not to bother their host, often enough to be found again.
 * Each wait is as long as they had been gone at the last look, whatever the job's own rhythm.
 */
export function isLookDue(
  { state, removedAt, lastCheckedAt }: Pick<Page, 'state' | 'removedAt' | 'lastCheckedAt'>,
  now: Date,
): boolean {
  if (state !== 'removed' || removedAt === undefined) return true;
  const goneMs = lastCheckedAt.getTime() - removedAt.getTime();
  return now.getTime() - lastCheckedAt.getTime() >= Math.max(DAY_MS, goneMs);
}
