// The rows of the list that are loaded, and how they take in rows that are read later.
import type { JobRow } from '../../../api/schemas/job/job-list.ts';

export interface JobPage {
  readonly items: readonly JobRow[];
  readonly nextCursor: string | null;
  /** How many fit in all; null: they were not counted. */
  readonly total: number | null;
}

/** `asked`: ids of the rows that were read again. A job that was not found any more was removed. */
export function withFresh(
  known: JobPage,
  asked: readonly string[],
  fresh: ReadonlyMap<string, JobRow>,
): JobPage {
  const ids = new Set(asked);
  const items = known.items.flatMap((row) => (ids.has(row.jobId) ? (fresh.get(row.jobId) ?? []) : row));
  const removed = known.items.length - items.length;
  return { ...known, items, total: known.total === null ? null : known.total - removed };
}

/** Rows that are there already (they moved to a later page meanwhile) stay where they are. */
export function withPage(before: JobPage, cursor: string, page: JobPage): JobPage {
  if (before.nextCursor !== cursor) return before;
  const known = new Set(before.items.map(({ jobId }) => jobId));
  const fresh = page.items.filter(({ jobId }) => !known.has(jobId));
  return { ...before, items: [...before.items, ...fresh], nextCursor: page.nextCursor };
}
