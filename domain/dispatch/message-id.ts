// Ids of messages between dispatchers and scrapers, and what tells one request of a visit from the next.
import type { GateMessage, ScrapeAnswer, ScrapeMessage } from './message.ts';

type AskedFor = Pick<ScrapeMessage, 'runId' | 'urlKey' | 'visit' | 'attempt'>;

export function requestId({ runId, urlKey, visit, attempt }: AskedFor): string {
  return `${runId}:${urlKey}:${visit}:${attempt}`;
}

/** Chunks count their attempts for themselves, and their answers go to each of them. */
export function taskId(message: AskedFor & Pick<ScrapeMessage, 'kind' | 'chunkNo'>): string {
  const { kind, runId, chunkNo, urlKey, visit, attempt } = message;
  return `${kind}:${runId}:${chunkNo}:${urlKey}:${visit}:${attempt}`;
}

/** Of a visit, whichever chunk it is in. */
export function visitId(runId: string, { urlKey, visit }: Pick<AskedFor, 'urlKey' | 'visit'>): string {
  return `${runId}:${visit}:${urlKey}`;
}

/** A message of several answers is named by the first. */
export function answerId({ runId, urlKey }: Pick<ScrapeAnswer, 'runId' | 'urlKey'>): string {
  return `${runId}:${urlKey}`;
}

export function gateId({ runId, gateSeq }: GateMessage): string {
  return `${runId}:${gateSeq}`;
}
