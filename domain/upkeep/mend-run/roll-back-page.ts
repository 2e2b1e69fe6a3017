// Rolls one page back. Its record is written first, with what was there before: cut off anywhere, another attempt does the
// rest from the record, and an undo knows what to restore.
import { rulesToJudge } from '../../price/rule/judge-rules.ts';
import { ownedId } from '../../system/owned-id.ts';
import type { Candidate } from '../mend/candidates.ts';
import type { RolledBack } from '../../page/rolled-back.ts';
import type { MendCounts } from '../../run/mend.ts';
import { restoredPage, planRollback, type PageHistory } from '../mend/plan-rollback.ts';
import type { RolledBackPage } from '../../page/rollback-store.ts';
import { parsePageId } from '../../page/page-id.ts';
import type { Page } from '../../page/page.ts';
import type { Run } from '../../run/run.ts';
import { orderOf } from '../../run/visit/visit-context.ts';
import { incidentsAbout, replayAlertStates, withdrawIncidents } from './mend-alerts.ts';
import type { MendPorts } from './mend-ports.ts';
import { MAX_ROWS, readHistory } from './read-history.ts';
import { writeRestored } from './write-restored.ts';

export interface RollingBack {
  readonly run: Run;
  readonly mark: RolledBack;
  /** The run that is rolled back; null: a single page is. */
  readonly rolledBackRun: string | null;
}

export async function rollBackPage(
  ports: MendPorts,
  work: RollingBack,
  candidate: Candidate,
): Promise<Partial<MendCounts>> {
  const record = await recordOf(ports, work, candidate);
  if (record === null) return {};
  if (!record.isChanged) return { left: 1 };
  const { pageId, after: part, changes, priceIds, snapshotIds, incidentIds } = record;
  await ports.history.takeBack(record, work.mark);
  await writeRestored(ports, { pageId, part, order: orderOf(work.run.seq, 1) });
  if (priceIds.length > 0) await replayAlertStates(ports, work.run.workspaceId, pageId);
  // Those that gather the changes of the run are marked once, when all its pages are done.
  const alerts = await withdrawIncidents(ports, incidentIds, { mark: work.mark, rolledBackRun: null });
  const [moved, prices, versions] = [changes.length, priceIds.length, snapshotIds.length];
  return { pages: 1, changes: moved, prices, versions, alerts };
}

/** Null: the page is not there any more. */
async function recordOf(
  ports: MendPorts,
  work: RollingBack,
  { pageId, bound }: Candidate,
): Promise<RolledBackPage | null> {
  const id = ownedId(work.run._id, parsePageId(pageId).urlKey);
  const known = (await ports.rollbacks.getMany([id])).get(id);
  if (known !== undefined) return known;
  const found = await freshPage(ports, work.run, pageId);
  if (found === undefined) return null;
  const history = await readHistory(ports, found, bound);
  const record = { ...(await planned(ports, work, { page: found, history, bound })), _id: id };
  await ports.rollbacks.insert([record]);
  return record;
}

async function freshPage(ports: MendPorts, run: Run, pageId: string): Promise<Page | undefined> {
  const page = (await ports.pages.getMany([pageId])).get(pageId);
  if (page === undefined || page.outbox.length === 0) return page;
  await ports.drainOutboxes(run, [page]);
  return (await ports.pages.getMany([pageId])).get(pageId);
}

async function planned(
  ports: MendPorts,
  { run, mark }: RollingBack,
  {
    page,
    history,
    bound,
  }: { readonly page: Page; readonly history: PageHistory | null; readonly bound: Candidate['bound'] },
): Promise<Omit<RolledBackPage, '_id'>> {
  const named = {
    jobId: run.jobId,
    runId: run._id,
    pageId: page._id,
    url: page.url,
    title: page.baseline?.title ?? '',
    at: mark.at,
  };
  const isLater = page.order >= orderOf(run.seq, 1);
  const plan =
    history === null || isLater ? null : planRollback(history, bound, rulesToJudge(run.config.changes));
  if (history === null || plan === null) {
    const part = restoredPage(page);
    const nothing = { changes: [], priceIds: [], unjudgedPriceIds: [], snapshotIds: [], incidentIds: [] };
    const why = isLater
      ? 'left: a later run has written it'
      : history === null
        ? `left: it has more than ${MAX_ROWS} changes or versions since; roll back a later version first`
        : 'left: nothing of it is in force any more';
    return { ...named, ...nothing, isChanged: false, why, before: part, after: part };
  }
  const taken = new Set(plan.changes.map(({ id }) => id));
  const changes = history.changes.filter(({ _id }) => taken.has(_id));
  return {
    ...named,
    isChanged: true,
    why: plan.why,
    before: plan.before,
    after: plan.after,
    changes: plan.changes,
    priceIds: plan.points.map(({ _id }) => _id),
    unjudgedPriceIds: plan.points.flatMap(({ _id, alertAt }) => (alertAt === undefined ? [] : [_id])),
    snapshotIds: plan.snapshots.map(({ _id }) => _id),
    incidentIds: await incidentsAbout(ports, run.workspaceId, { changes, points: plan.points }),
  };
}
