// A visit while the dispatcher holds it: waiting for its slot, sent to the scrapers, or done.
import type { Visit } from '../run/chunk.ts';
import type { ScrapeRow } from '../stage/stage-row.ts';
import { urlHost } from '../url/key.ts';
import type { FetchKind } from './message.ts';

/** Modes: `waiting` until `dueAt`, `sent` until an answer or `replyBy`, `done` with its row. */
export interface WaitingVisit {
  readonly visit: Visit;
  readonly kind: FetchKind;
  mode: 'waiting' | 'sent' | 'done';
  /** Where it is fetched now: moves with redirects to another host. */
  url: string;
  /** Unit of politeness: host and port. */
  host: string;
  /** Epoch ms. */
  dueAt: number;
  /** `dueAt` is a reserved slot of the host. */
  slotted: boolean;
  attempts: number;
  hops: number;
  /** Number of the message; answers to earlier ones are told apart by it. */
  sends: number;
  sendBy: number;
  replyBy: number;
  requests: number;
  /** When it could have been fetched had the host been free. */
  readySince: number;
  waitMs: number;
  /** Robots rules of the present host allow it. */
  cleared: boolean;
  row: ScrapeRow | null;
}

export function toWaiting(visit: Visit, kind: FetchKind, now: number): WaitingVisit {
  return {
    visit,
    kind,
    mode: 'waiting',
    url: visit.url,
    host: urlHost(visit.url),
    dueAt: Math.max(now, visit.dueAt),
    slotted: false,
    attempts: visit.attempts,
    hops: 0,
    sends: 0,
    sendBy: 0,
    replyBy: 0,
    requests: 0,
    readySince: Math.max(now, visit.dueAt),
    waitMs: 0,
    cleared: false,
    row: null,
  };
}

type Ending = Pick<ScrapeRow, 'result'> &
  Partial<
    Pick<
      ScrapeRow,
      | 'reason'
      | 'detail'
      | 'status'
      | 'finalUrl'
      | 'headers'
      | 'pack'
      | 'hash'
      | 'wireBytes'
      | 'fetchedAt'
      | 'elapsedMs'
      | 'dueAt'
    >
  >;

/** Ends the visit with its row. */
export function endVisit(waiting: WaitingVisit, now: number, ending: Ending): void {
  waiting.mode = 'done';
  waiting.row = {
    ...waiting.visit,
    attempts: waiting.attempts,
    wireBytes: 0,
    fetchedAt: now,
    elapsedMs: 0,
    waitMs: waiting.waitMs,
    requests: waiting.requests,
    ...ending,
  };
}

/** Puts it back in the waiting list. */
export function waitUntil(waiting: WaitingVisit, dueAt: number): void {
  waiting.mode = 'waiting';
  waiting.dueAt = dueAt;
  waiting.slotted = false;
  waiting.readySince = dueAt;
}

/** The visit was asked for by an earlier chunk: its answer is still to come. */
export function goOnFrom(waiting: WaitingVisit, left: WaitingVisit): void {
  const { url, host, hops, attempts, requests, sends, sendBy, replyBy, waitMs } = left;
  Object.assign(waiting, { url, host, hops, attempts, requests, sends, sendBy, replyBy, waitMs });
}

/** A redirect to another host: its budget and its robots rules count from here. */
export function moveTo(waiting: WaitingVisit, url: string, now: number): void {
  waiting.url = url;
  waiting.host = urlHost(url);
  waiting.hops += 1;
  waiting.cleared = false;
  waitUntil(waiting, now);
}

/** Slots that pass while there is no room are void: kept, they would all be due at once. */
export function voidSlots(visits: readonly WaitingVisit[], now: number): void {
  for (const waiting of visits)
    if (waiting.mode === 'waiting' && waiting.dueAt <= now) waiting.slotted = false;
}
