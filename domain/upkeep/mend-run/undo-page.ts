// Undoes the roll-back of one page: it gets exactly what it had before, unless a later run stored another version of it.
import type { MendCounts } from '../../run/mend.ts';
import type { RestoredPage, RolledBackPage } from '../../page/rollback-store.ts';
import type { Page } from '../../page/page.ts';
import type { Run } from '../../run/run.ts';
import { orderOf } from '../../run/visit/visit-context.ts';
import { replayAlertStates, restoreIncidents } from './mend-alerts.ts';
import type { MendPorts } from './mend-ports.ts';
import { writeRestored } from './write-restored.ts';

export interface Undoing {
  readonly run: Run;
  readonly by: string;
  readonly at: Date;
}

export async function undoPage(
  ports: MendPorts,
  { run, by, at }: Undoing,
  record: RolledBackPage,
): Promise<Partial<MendCounts>> {
  if (!record.isChanged || (record.undoneBy !== undefined && record.undoneBy !== run._id)) return {};
  const { pageId, before: part, changes, priceIds, snapshotIds, incidentIds } = record;
  const order = orderOf(run.seq, 1);
  const page = (await ports.pages.getMany([pageId])).get(pageId);
  if (page === undefined) return {};
  // An undo that was stopped may have written the page and not the rest.
  const isRolledBack = isLike(page, record.after);
  const isBack = page.order === order || (!isRolledBack && isLike(page, part));
  if (!isBack && !isRolledBack) return { left: 1 };
  await ports.history.giveBack(record, at);
  if (!isBack && !(await writeRestored(ports, { pageId, part, order }))) return { left: 1 };
  if (priceIds.length > 0) await replayAlertStates(ports, run.workspaceId, pageId);
  const alerts = await restoreIncidents(ports, incidentIds, {
    runId: record.runId,
    at,
    by,
    gathering: false,
  });
  await ports.rollbacks.noteUndone([record._id], run._id);
  const [moved, prices, versions] = [changes.length, priceIds.length, snapshotIds.length];
  return { pages: 1, changes: moved, prices, versions, alerts };
}

/** Looks that found nothing new in between do no harm. */
function isLike({ state, baseline, price }: Page, part: RestoredPage): boolean {
  return (
    state === part.state &&
    baseline?.snapshotId === part.baseline?.snapshotId &&
    price?.minor === part.price?.minor &&
    price?.currency === part.price?.currency
  );
}
