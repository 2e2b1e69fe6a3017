// Calls of the API about one run looked at closely, and about taking back what was stored.
import type {
  MendAnswer,
  MendedPageView,
  ReparsePreviewView,
  RollbackPreviewView,
} from '../schemas/run/mend.ts';
import type { DecidedRunView } from '../schemas/run/degradation.ts';
import type { ListOf, Query } from './list-of.ts';
import type { RunReceiptView } from '../schemas/run/run-receipt.ts';

export type { MendAnswer, ReparsePreviewView, RollbackPreviewView } from '../schemas/run/mend.ts';
export type { RunReceiptView } from '../schemas/run/run-receipt.ts';

type Ask = <T>(
  path: string,
  asked?: {
    readonly method?: string;
    readonly body?: unknown;
    readonly query?: Query;
  },
) => Promise<T>;

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
  const runPath = (runId: string): string => `/v1/runs/${encodeURIComponent(runId)}`;
  const pagePath = (pageId: string): string => `/v1/pages/${encodeURIComponent(pageId)}`;
  return {
    receipt: (runId: string) => json<RunReceiptView>(`${runPath(runId)}/receipt`),
    previewRunRollback: (runId: string) => json<RollbackPreviewView>(`${runPath(runId)}/rollback`),
    rollBackRun: (runId: string, why: string) =>
      json<MendAnswer>(`${runPath(runId)}/rollback`, { method: 'POST', body: { why } }),
    undoRollback: (runId: string, why: string) =>
      json<MendAnswer>(`${runPath(runId)}/undo-rollback`, { method: 'POST', body: { why } }),
    previewReparse: (jobId: string, only: ReparseFilter) =>
      json<ReparsePreviewView>(`/v1/jobs/${encodeURIComponent(jobId)}/reparse`, { query: { ...only } }),
    reparse: (jobId: string, body: ReparseFilter & { readonly why: string }) =>
      json<MendAnswer>(`/v1/jobs/${encodeURIComponent(jobId)}/reparse`, { method: 'POST', body }),
    verify: (jobId: string, repair: boolean) =>
      json<MendAnswer>(`/v1/jobs/${encodeURIComponent(jobId)}/verify`, { method: 'POST', body: { repair } }),
    mendedPages: (runId: string, query: Query = {}) =>
      json<ListOf<MendedPageView>>(`${runPath(runId)}/mended-pages`, { query }),
    previewPageRollback: ({ pageId, version }: OfPage) =>
      json<RollbackPreviewView>(`${pagePath(pageId)}/rollback`, { query: { version } }),
    rollBackPage: ({ pageId, version }: OfPage, why: string) =>
      json<MendAnswer>(`${pagePath(pageId)}/rollback`, { method: 'POST', body: { version, why } }),
    decideChanges: (runId: string, verb: 'confirm' | 'withdraw') =>
      json<DecidedRunView>(`${runPath(runId)}/changes/${verb}`, { method: 'POST' }),
  };
}
