// How a fetch ends that did not come to ask the site.
import type { FetchOutcome, FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { type FetchFailure, FETCH_FAILURES } from '../../domain/web/fetch/reason.ts';

/** `startedMs`: by `performance.now()`. */
export function unfetched(
  request: FetchRequest,
  { reason, detail }: { readonly reason: FetchFailure; readonly detail: string },
  startedMs: number,
): FetchOutcome {
  const timings = { dnsMs: 0, connectMs: 0, firstByteMs: 0, totalMs: performance.now() - startedMs };
  const { retryable } = FETCH_FAILURES[reason];
  return {
    outcome: 'failed',
    reason,
    retryable,
    detail,
    finalUrl: request.url,
    redirects: [],
    wireBytes: 0,
    timings,
  };
}
