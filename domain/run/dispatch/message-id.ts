// Ids of messages between dispatchers and scrapers, and ids that tell the requests of a visit apart.
import type { PermitMessage, ScrapeAnswer, ScrapeMessage } from './message.ts';

type AskedFor = Pick<ScrapeMessage, 'runId' | 'urlKey' | 'visit' | 'attempt'>;

export function requestId({ runId, urlKey, visit, attempt }: AskedFor): string {
  return `${runId}:${urlKey}:${visit}:${attempt}`;
}

/** The chunk is part of the id: each chunk counts attempts by itself and gets its own answers. */
export function taskId(message: AskedFor & Pick<ScrapeMessage, 'kind' | 'chunkNo'>): string {
  const { kind, runId, chunkNo, urlKey, visit, attempt } = message;
  return `${kind}:${runId}:${chunkNo}:${urlKey}:${visit}:${attempt}`;
}

/** The id of a visit, the same in every chunk. */
export function visitId(runId: string, { urlKey, visit }: Pick<AskedFor, 'urlKey' | 'visit'>): string {
  return `${runId}:${visit}:${urlKey}`;
}

/** A message that carries several answers is named by the first. */
export function answerId({ runId, urlKey }: Pick<ScrapeAnswer, 'runId' | 'urlKey'>): string {
  return `${runId}:${urlKey}`;
}

export function permitId({ runId, gateSeq }: PermitMessage): string {
  return `${runId}:${gateSeq}`;
}
