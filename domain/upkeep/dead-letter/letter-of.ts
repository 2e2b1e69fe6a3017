// Makes the dead letter of what was given up: a page of a run, a delivery, a message of the broker.
import type { Hasher } from '../../system/clock.ts';
import type { Delivery } from '../../alert/delivery/delivery.ts';
import { parseFailureId } from '../../page/failure-id.ts';
import type { Failure } from '../../page/page-store.ts';
import type { Run } from '../../run/run.ts';
import { urlHost } from '../../web/url/key.ts';
import type { BrokenMessage } from './broken-message.ts';
import { letterId } from './dead-letter-id.ts';
import type { DeadLetter, LetterReason } from './dead-letter.ts';

const NEW = { state: 'open', v: 1, times: 1, replayRunId: null, by: null } as const;
const NO_DELIVERY = { deliveryId: null, channelId: null } as const;

type OwnerRun = Pick<Run, '_id' | 'jobId' | 'workspaceId' | 'seq'>;

/** One letter for a page, in however many runs it fails. */
export function letterOfFailure(run: OwnerRun, failure: Failure, hasher: Hasher): DeadLetter {
  const { urlKey } = parseFailureId(failure._id);
  return {
    ...NEW,
    ...NO_DELIVERY,
    _id: letterId('url', [run.jobId, urlKey], hasher),
    workspaceId: run.workspaceId,
    origin: 'url',
    seq: run.seq,
    jobId: run.jobId,
    runId: run._id,
    url: failure.url,
    urlKey,
    host: urlHost(failure.url),
    reason: failure.reason,
    detail: failure.detail,
    attempts: failure.attempts,
    firstAt: failure.at,
    lastAt: failure.at,
    movedAt: failure.at,
    payload: { text: failure.url, encoding: 'text' },
  };
}

const DELIVERY_REASONS: Readonly<Record<string, LetterReason>> = {
  refused: 'delivery-refused',
  gone: 'delivery-gone',
};

export function letterOfDelivery(delivery: Delivery, hasher: Hasher): DeadLetter {
  const { _id: deliveryId, workspaceId, channelId, message, round, updatedAt } = delivery;
  const last = delivery.attempts.at(-1);
  return {
    ...NEW,
    _id: letterId('delivery', [deliveryId], hasher),
    workspaceId,
    origin: 'delivery',
    seq: round,
    jobId: message.job?.id ?? null,
    runId: null,
    url: null,
    urlKey: null,
    host: null,
    deliveryId,
    channelId,
    reason: DELIVERY_REASONS[last?.result ?? ''] ?? 'delivery-failed',
    detail: last?.detail ?? 'It was given up before its first attempt.',
    attempts: delivery.tries,
    firstAt: updatedAt,
    lastAt: updatedAt,
    movedAt: updatedAt,
    payload: { text: JSON.stringify(message, null, 2), encoding: 'text' },
  };
}

/** What is known of the run that a message names. */
export interface MessageOwner {
  /** Of the run, else of the installation. */
  readonly workspaceId: string;
  readonly urlKey: string | null;
  /** Of the run: what a later one stores settles the letter. 0 where it is not known. */
  readonly seq: number;
}

export function letterOfMessage(
  message: BrokenMessage,
  { workspaceId, urlKey, seq }: MessageOwner,
  hasher: Hasher,
): DeadLetter {
  const { messageId, jobId, runId, url, reason, detail, attempts, at, payload } = message;
  return {
    ...NEW,
    ...NO_DELIVERY,
    _id: letterId('broker', [messageId], hasher),
    workspaceId,
    origin: 'broker',
    seq,
    jobId,
    runId,
    url,
    urlKey,
    host: url === null ? null : urlHost(url),
    reason,
    detail,
    attempts,
    firstAt: at,
    lastAt: at,
    movedAt: at,
    payload,
  };
}
