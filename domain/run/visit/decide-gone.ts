// 404 and 410. A removal needs proof: a known page is looked at again in the same run, and only the second
// 404 or 410 removes it. A page that was never known counts as not found.
import { changeId } from '../../page/change-id.ts';
import type { Change } from '../../page/page.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { outcomeRow } from './outcome-row.ts';
import { SECOND_LOOK_MS, type VisitContext } from './visit-context.ts';

export function decideGone(visit: VisitContext): StoreRow {
  const { page, rows } = visit;
  const status = rows.scrape.status ?? 404;
  if (page?.baseline === undefined) {
    return outcomeRow(visit, {
      outcome: 'failed',
      reason: 'not-found',
      why: [`answered ${status}; the page was never known`],
    });
  }
  if (page.state === 'removed') return stillRemoved(visit, status);
  if (rows.scrape.lookAgain !== 'removal') {
    return outcomeRow(visit, {
      outcome: 'failed',
      reason: 'removal-pending',
      why: [`answered ${status}; looked at again before it counts as removed`],
      reopen: {
        visit: rows.scrape.visit + 1,
        attempts: 0,
        dueAt: visit.run.now.getTime() + SECOND_LOOK_MS,
        countedAs: 'failed',
        lookAgain: 'removal',
      },
    });
  }
  return removed(visit, status);
}

function stillRemoved(visit: VisitContext, status: number): StoreRow {
  const { page, pageId, order, run } = visit;
  return outcomeRow(visit, {
    outcome: 'unchanged',
    reason: 'still-removed',
    why: [`answered ${status}, as before`],
    touch: { id: pageId, expectedV: page?.v ?? 0, order, at: run.now },
  });
}

function removed(visit: VisitContext, status: number): StoreRow {
  const { page, pageId, order, run, rows } = visit;
  const v = page?.v ?? 0;
  const pending = page?.pendingChange;
  const title = page?.baseline?.title ?? '';
  const change: Change = {
    _id: changeId(pageId, v + 1),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: rows.scrape.url,
    title,
    at: run.now,
    state: 'confirmed',
    kind: 'removed',
    severity: 'major',
    summary: `The page ${title === '' ? rows.scrape.url : `“${title}”`} is gone.`,
    detail: { kind: 'removed', severity: 'major', summary: 'The page is gone.', blocks: [], fields: [] },
    ...(page?.baseline === undefined ? {} : { fromSnapshot: page.baseline.snapshotId }),
    reason: `answered ${status} at two looks`,
  };
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'page-removed',
    why: [change.reason],
    changes: [change],
    ...(pending === undefined ? {} : { settle: { changeIds: [pending.id], state: 'withdrawn' } }),
    write: {
      id: pageId,
      expectedV: v,
      order,
      set: {
        state: 'removed',
        removedAt: run.now,
        lastCheckedAt: run.now,
        lastChangedAt: run.now,
        checks: (page?.checks ?? 0) + 1,
        outbox: [{ kind: 'change', id: change._id, key: run.storeFile, row: rows.index }],
        outboxAt: run.now,
      },
      ...(pending === undefined ? {} : { unset: ['pendingChange'] }),
    },
  });
}
