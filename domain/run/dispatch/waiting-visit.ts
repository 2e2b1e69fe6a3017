// A visit while the dispatcher holds it: waiting for its slot, sent to the scrapers, or done.
import { WebloomError } from '../../system/errors.ts';
import { sendToleranceMs } from '../../web/politeness/pace.ts';
import type { Visit } from '../chunk.ts';
import type { ScrapeRow } from '../stage/stage-row.ts';
import { urlHost } from '../../web/url/key.ts';
import type { FetchKind } from './message.ts';

/** All times in epoch ms. */
type Mode =
  /** `slotted`: `dueAt` is a slot reserved at the host. */
  | { readonly name: 'waiting'; readonly dueAt: number; readonly slotted: boolean }
  /** A scraper may begin the fetch until `sendBy`; no answer is expected after `replyBy`. */
  | { readonly name: 'sent'; readonly sendBy: number; readonly replyBy: number }
  | { readonly name: 'done'; readonly row: ScrapeRow };

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
      | 'rendered'
      | 'steps'
      | 'wireBytes'
      | 'fetchedAt'
      | 'elapsedMs'
      | 'dueAt'
    >
  >;

/** When the message of a visit goes out, the pause of its host, and the deadline of the fetch. */
export interface Sending {
  readonly now: number;
  readonly delayMs: number;
  readonly deadlineMs: number;
}

/** What is kept of a visit that is out when its chunk ends: a later chunk goes on from it. */
export type SentVisit = Pick<
  WaitingVisit,
  'visit' | 'url' | 'host' | 'hops' | 'attempts' | 'requests' | 'sends' | 'sendBy' | 'replyBy' | 'waitMs'
>;

/** An answer may arrive this long after the deadline of its fetch. */
const ANSWER_MS = 2_000;

/** Modes: `waiting` until `dueAt`, `sent` until an answer or `replyBy`, `done` with its row. */
export class WaitingVisit {
  readonly visit: Visit;
  readonly kind: FetchKind;
  #mode: Mode;
  #url: string;
  #host: string;
  #hops = 0;
  #attempts: number;
  #sends = 0;
  #requests = 0;
  #readySince: number;
  #waitMs = 0;
  #isCleared = false;
  #inBrowser = false;
  /** Since when every request for it found the proxy away; null: the last one did not. */
  #proxyAwaySince: number | null = null;

  constructor(visit: Visit, kind: FetchKind, now: number) {
    this.visit = visit;
    this.kind = kind;
    this.#url = visit.url;
    this.#host = urlHost(visit.url);
    this.#attempts = visit.attempts;
    this.#readySince = Math.max(now, visit.dueAt);
    this.#mode = { name: 'waiting', dueAt: this.#readySince, slotted: false };
  }

  get mode(): Mode['name'] {
    return this.#mode.name;
  }

  /** The URL to fetch now; a redirect to another host changes it. */
  get url(): string {
    return this.#url;
  }

  /** Host and port: the unit of politeness. */
  get host(): string {
    return this.#host;
  }

  get hops(): number {
    return this.#hops;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Number of its latest message; it tells late answers to earlier messages apart. */
  get sends(): number {
    return this.#sends;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Time the visit waited for the pace of its hosts, in ms. */
  get waitMs(): number {
    return this.#waitMs;
  }

  /** The robots rules of the present host allow the URL. */
  get cleared(): boolean {
    return this.#isCleared;
  }

  /** A browser opens it. */
  get inBrowser(): boolean {
    return this.#inBrowser;
  }

  /** Epoch ms; 0 unless the mode is `waiting`. */
  get dueAt(): number {
    return this.#mode.name === 'waiting' ? this.#mode.dueAt : 0;
  }

  get slotted(): boolean {
    return this.#mode.name === 'waiting' && this.#mode.slotted;
  }

  /** Epoch ms; 0 unless the mode is `sent`. */
  get sendBy(): number {
    return this.#mode.name === 'sent' ? this.#mode.sendBy : 0;
  }

  get replyBy(): number {
    return this.#mode.name === 'sent' ? this.#mode.replyBy : 0;
  }

  get row(): ScrapeRow | null {
    return this.#mode.name === 'done' ? this.#mode.row : null;
  }

  /** From now on the visit waits for a slot of its host at this time. */
  giveSlot(at: number): void {
    this.#mustWait('get a slot');
    this.#mode = { name: 'waiting', dueAt: at, slotted: true };
  }

  /** Slots that pass while the host is held are given up, or the visits would all be due at once. */
  voidSlot(dueAt = this.dueAt): void {
    this.#mustWait('lose its slot');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
  }

  /** A slot is valid for its time only: a visit that waits for longer needs another slot. */
  postpone(until: number): void {
    if (this.dueAt < until) this.voidSlot(until);
  }

  openInBrowser(): void {
    this.#inBrowser = true;
  }

  clear(): void {
    this.#isCleared = true;
  }

  send({ now, delayMs, deadlineMs }: Sending): void {
    const { dueAt, slotted } = this.#mustWait('be sent');
    const sendBy = (slotted ? dueAt : now) + sendToleranceMs(delayMs);
    this.#mode = { name: 'sent', sendBy, replyBy: sendBy + deadlineMs + ANSWER_MS };
    this.#sends += 1;
    // The pause before this request; the wait for the requests before it is counted on their visits.
    this.#waitMs += Math.min(delayMs, Math.max(0, now - this.#readySince));
  }

  /** Its message may not have been published: no attempt, and the time spent waiting counts from before. */
  unsend(dueAt: number): void {
    this.#mustBeOut('be taken back');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
  }

  /** Extends the time in which an answer may arrive. */
  expectUntil(replyBy: number): void {
    const { sendBy, replyBy: before } = this.#mustBeOut('be expected');
    this.#mode = { name: 'sent', sendBy, replyBy: Math.max(before, replyBy) };
  }

  countRequest(): void {
    this.#requests += 1;
  }

  countAttempt(): void {
    this.#attempts += 1;
    this.#proxyAwaySince = null;
  }

  /** One more request found the proxy away; returns for how long all of them did, in ms. */
  waitedForProxy(now: number): number {
    this.#proxyAwaySince ??= now;
    return now - this.#proxyAwaySince;
  }

  /** Puts it back in the waiting list. */
  waitUntil(dueAt: number): void {
    this.#mustNotBeDone('wait again');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
    this.#readySince = dueAt;
  }

  /** A redirect to another host: that host's pace and robots rules apply from now on. */
  moveTo(url: string, now: number): void {
    this.waitUntil(now);
    this.#url = url;
    this.#host = urlHost(url);
    this.#hops += 1;
    this.#isCleared = false;
    this.#proxyAwaySince = null;
  }

  /** Ends the visit with its row. */
  end(now: number, ending: Ending): void {
    this.restore({
      ...this.visit,
      attempts: this.#attempts,
      wireBytes: 0,
      fetchedAt: now,
      elapsedMs: 0,
      waitMs: this.#waitMs,
      requests: this.#requests,
      ...ending,
    });
  }

  /** Ends the visit with the row that an earlier attempt at the chunk has written. */
  restore(row: ScrapeRow): void {
    this.#mustNotBeDone('end');
    this.#mode = { name: 'done', row };
  }

  /** Goes on from the state an earlier chunk left. `isOut`: the answer to its request is still to come. */
  goOnFrom(left: SentVisit, isOut: boolean): void {
    this.#mustWait('go on');
    this.#url = left.url;
    this.#host = left.host;
    this.#hops = left.hops;
    this.#attempts = left.attempts;
    this.#requests = left.requests;
    this.#sends = left.sends;
    this.#waitMs = left.waitMs;
    if (isOut) this.#mode = { name: 'sent', sendBy: left.sendBy, replyBy: left.replyBy };
  }

  toSent(): SentVisit {
    const { visit, url, host, hops, attempts, requests, sends, waitMs } = this;
    return { visit, url, host, hops, attempts, requests, sends, waitMs, ...this.#mustBeOut('be left') };
  }

  #mustWait(verb: string): Extract<Mode, { name: 'waiting' }> {
    if (this.#mode.name !== 'waiting') throw this.#refusal(verb);
    return this.#mode;
  }

  #mustBeOut(verb: string): { sendBy: number; replyBy: number } {
    if (this.#mode.name !== 'sent') throw this.#refusal(verb);
    const { sendBy, replyBy } = this.#mode;
    return { sendBy, replyBy };
  }

  /** A visit handed back because of a closed gate may end again, when its answer arrives after all. */
  #mustNotBeDone(verb: string): void {
    const { row } = this;
    if (row !== null && !isHandedBack(row)) throw this.#refusal(verb);
  }

  #refusal(verb: string): WebloomError {
    const { urlKey, visit } = this.visit;
    return new WebloomError('internal', `Visit ${visit} of ${urlKey} is ${this.mode}: it can not ${verb}.`, {
      facts: { urlKey, visit, mode: this.mode },
    });
  }
}

/** The visit ended without an answer because the gate was closed. */
export function isHandedBack({ result, reason }: ScrapeRow): boolean {
  return result === 'deferred' && reason === 'gate-closed';
}
