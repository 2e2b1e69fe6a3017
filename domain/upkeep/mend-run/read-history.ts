// What is stored of a page, as far back as a roll-back to a version has to know it.
import type { PageHistory, RollbackBound } from '../mend/plan-rollback.ts';
import type { Page, Snapshot } from '../../page/page.ts';
import type { HistoryStore } from '../../page/page-store.ts';

type Ports = { readonly history: Pick<HistoryStore, 'snapshots' | 'changes' | 'prices'> };

const BATCH = 50;
/** Versions, changes or prices since; a page with more is left for somebody to look at. */
export const MAX_ROWS = 1_000;

/** Null: there is more of it than can be taken back at once. */
export async function readHistory(
  ports: Ports,
  page: Page,
  bound: RollbackBound,
): Promise<PageHistory | null> {
  const { history } = ports;
  const snapshots = await readSnapshots(ports, page, bound);
  const changes = await history.changes({ pageId: page._id, limit: MAX_ROWS });
  const points = await history.prices({ pageId: page._id, limit: MAX_ROWS });
  const isCut = changes.length === MAX_ROWS && changes.every(({ state }) => state !== 'withdrawn');
  return snapshots === null || isCut ? null : { page, snapshots, changes, points };
}

/** Down to the version that would be restored. */
async function readSnapshots(
  { history }: Ports,
  page: Page,
  { v }: RollbackBound,
): Promise<Snapshot[] | null> {
  const found: Snapshot[] = [];
  while (found.length < MAX_ROWS) {
    const last = found.at(-1);
    const before = last === undefined ? {} : { before: { at: last.at, id: last._id } };
    const batch = await history.snapshots({ pageId: page._id, limit: BATCH, ...before });
    found.push(...batch);
    const isReached = batch.some((one) => one.v <= v && one.rolledBack === undefined);
    if (isReached || batch.length < BATCH) return found.filter(({ rolledBack }) => rolledBack === undefined);
  }
  return null;
}
