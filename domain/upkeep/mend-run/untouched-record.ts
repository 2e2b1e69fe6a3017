// The record of a page that a mending run has looked at and left as it is; what it did is put over it.
import type { Page } from '../../page/page.ts';
import type { Run } from '../../run/run.ts';
import { restoredPage } from '../mend/plan-rollback.ts';
import type { RolledBackPage } from '../../page/rollback-store.ts';

export function untouchedRecord(run: Run, page: Page): Omit<RolledBackPage, '_id'> {
  const part = restoredPage(page);
  return {
    jobId: run.jobId,
    runId: run._id,
    pageId: page._id,
    url: page.url,
    title: page.baseline?.title ?? '',
    isChanged: false,
    why: '',
    before: part,
    after: part,
    changes: [],
    priceIds: [],
    unjudgedPriceIds: [],
    snapshotIds: [],
    incidentIds: [],
    at: run.createdAt,
  };
}
