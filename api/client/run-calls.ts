// Calls of the API about one run looked at closely, and about taking back what was stored.
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export type { MendAnswer, ReparsePreviewView, RollbackPreviewView } from '../schemas/run/mend.ts';
export type { RunChangesView } from '../schemas/run/run-changes.ts';
export type { RunReceiptView } from '../schemas/run/run-receipt.ts';

/** Which stored pages are read again; absent members leave nothing out. */
interface ReparseFilter {
  readonly pageType?: string | undefined;
  readonly text?: string | undefined;
  readonly versions?: 'last' | 'all' | undefined;
  readonly since?: string | undefined;
}

/** A version of a page; without one, the newest. */
interface OfPage {
  readonly pageId: string;
  readonly version?: string | undefined;
}

export function runCalls(json: Ask) {
  const runPath = (runId: string) => `/v1/runs/${segment(runId)}` as const;
  const pagePath = (pageId: string) => `/v1/pages/${segment(pageId)}` as const;
  return {
    runChanges: (runId: string) => json(`${runPath(runId)}/changes/summary`),
    receipt: (runId: string) => json(`${runPath(runId)}/receipt`),
    previewRunRollback: (runId: string) => json(`${runPath(runId)}/rollback`),
    rollBackRun: (runId: string, why: string) =>
      json(`${runPath(runId)}/rollback`, { method: 'POST', body: { why } }),
    undoRollback: (runId: string, why: string) =>
      json(`${runPath(runId)}/undo-rollback`, { method: 'POST', body: { why } }),
    previewReparse: (jobId: string, only: ReparseFilter) =>
      json(`/v1/jobs/${segment(jobId)}/reparse`, { query: { ...only } }),
    reparse: (jobId: string, body: ReparseFilter & { readonly why: string }) =>
      json(`/v1/jobs/${segment(jobId)}/reparse`, { method: 'POST', body }),
    verify: (jobId: string, repair: boolean) =>
      json(`/v1/jobs/${segment(jobId)}/verify`, { method: 'POST', body: { repair } }),
    mendedPages: (runId: string, query: Query = {}) => json(`${runPath(runId)}/mended-pages`, { query }),
    previewPageRollback: ({ pageId, version }: OfPage) =>
      json(`${pagePath(pageId)}/rollback`, { query: { version } }),
    rollBackPage: ({ pageId, version }: OfPage, why: string) =>
      json(`${pagePath(pageId)}/rollback`, { method: 'POST', body: { version, why } }),
    decideChanges: (runId: string, verb: 'confirm' | 'withdraw') =>
      json(`${runPath(runId)}/changes/${verb}`, { method: 'POST' }),
  };
}
