// Calls of the API about one run looked at closely, and about taking back what was stored.
import type { MendAnswer, RollbackPreviewView } from '../schemas/run/mend.ts';
import type { RunReceiptView } from '../schemas/run/run-receipt.ts';

export type { MendAnswer, RollbackPreviewView } from '../schemas/run/mend.ts';
export type { RunReceiptView } from '../schemas/run/run-receipt.ts';

type Ask = <T>(
  path: string,
  asked?: {
    readonly method?: string;
    readonly body?: unknown;
    readonly query?: Readonly<Record<string, string | undefined>>;
  },
) => Promise<T>;

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
    previewPageRollback: ({ pageId, version }: OfPage) =>
      json<RollbackPreviewView>(`${pagePath(pageId)}/rollback`, { query: { version } }),
    rollBackPage: ({ pageId, version }: OfPage, why: string) =>
      json<MendAnswer>(`${pagePath(pageId)}/rollback`, { method: 'POST', body: { version, why } }),
  };
}
