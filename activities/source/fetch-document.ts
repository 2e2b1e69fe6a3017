// Fetches one document of the source through the scrapers, or says why it could not be fetched.
import { SOURCE_LIMITS } from '../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { FetchKind } from '../../domain/run/dispatch/message.ts';
import { REASONS } from '../../domain/run/outcome.ts';
import type { Run } from '../../domain/run/run.ts';
import type { SourceFault } from '../../domain/run/source-progress.ts';
import { SOURCE_CHUNK } from '../../domain/run/stage/stage-key.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { ChunkDispatch } from '../scrape/chunk-dispatch.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';
import { toFacts } from '../scrape/run-facts.ts';
import type { PendingDocument } from '../../domain/run/plan/document-queue.ts';

/**
 * A document whose host can't be asked now goes behind the others. Slots are reserved up to five seconds
 * ahead, so a document that has a slot is waited for.
 */
const LIMITS = { ...SOURCE_LIMITS, horizonMs: 6_000, maxMs: 60_000 };

export async function fetchDocument(
  ports: DispatchPorts,
  run: Run,
  { visit }: PendingDocument,
  signal: AbortSignal,
): Promise<ScrapeRow> {
  const kind: FetchKind = run.config.source.kind === 'feed' ? 'feed' : 'sitemap';
  const waiting = [new WaitingVisit(visit, kind, ports.clock.now().getTime())];
  const chunk = { chunkNo: SOURCE_CHUNK, visits: waiting };
  const dispatch = new ChunkDispatch(ports, await toFacts(ports, run, waiting), chunk);
  try {
    const [row] = await dispatch.run(signal, LIMITS);
    if (row === undefined) throw new Error('a dispatch ended without its row');
    return row;
  } finally {
    dispatch.abandon();
  }
}

/** The document to be asked for later; null when it is given up. */
export function laterOf(
  run: Run,
  { level }: PendingDocument,
  row: ScrapeRow,
  now: number,
): PendingDocument | null {
  if (row.result !== 'deferred' || row.dueAt - now > run.config.giveUpAfterMs) return null;
  // Only the planned visit: the result of the last attempt is not carried on.
  const { urlKey, url, depth, visit, attempts, dueAt, firstDueAt } = row;
  return { level, visit: { urlKey, url, depth, visit, attempts, dueAt, firstDueAt } };
}

/** Why a document could not be had. */
export function fetchFault({ url, result, reason, status, detail }: ScrapeRow, at: Date): SourceFault {
  const code = reason ?? (result === 'gone' ? 'not-found' : result);
  const answer = status === undefined ? '' : `The site answered ${status}.`;
  const means = reason === undefined ? '' : REASONS[reason].means;
  const words = answer !== '' ? answer : detail === undefined ? means : `${means} ${detail}.`;
  return { url, code, detail: words, urls: 0, at };
}
