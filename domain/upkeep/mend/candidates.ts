// Which pages a run wrote something new of, from the rows of one of its outcome files.
import type { StoreRow } from '../../run/stage/stage-row.ts';
import type { RollbackBound } from './plan-rollback.ts';

export interface Candidate {
  readonly pageId: string;
  readonly bound: RollbackBound;
}

/** The first write of a page in the run says what the page was before. */
export function candidatesOf(rows: readonly StoreRow[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { write, snapshot, changes, prices, settle, fetchedAt } of rows) {
    if (write === undefined) continue;
    if (snapshot === undefined && changes.length + prices.length === 0 && settle === undefined) continue;
    const known = found.get(write.id);
    if (known !== undefined && known.bound.v <= write.expectedV) continue;
    const at = write.set.lastCheckedAt ?? snapshot?.at ?? new Date(fetchedAt);
    found.set(write.id, { pageId: write.id, bound: { v: write.expectedV, at } });
  }
  return [...found.values()];
}
