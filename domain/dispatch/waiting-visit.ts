// A visit while the dispatcher holds it: waiting for its slot, sent to the scrapers, or done.
import { WebloomError } from '../errors.ts';
import { sendToleranceMs } from '../politeness/pace.ts';
import type { Visit } from '../run/chunk.ts';
import type { ScrapeRow } from '../stage/stage-row.ts';
import { urlHost } from '../url/key.ts';
import type { FetchKind } from './message.ts';

/** All times in epoch ms. */
type Mode =
  /** `slotted`: `dueAt` is a reserved slot of the host. */
  | { readonly name: 'waiting'; readonly dueAt: number; readonly slotted: boolean }
  /** A scraper may ask until `sendBy`; no answer comes after `replyBy`. */
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
      | 'wireBytes'
      | 'fetchedAt'
      | 'elapsedMs'
      | 'dueAt'
    >
  >;

/** A message for it may go out: when it goes, at what pace of its host, and how long the fetch may take. */
export interface Sending {
  readonly now: number;
  readonly delayMs: number;
  readonly deadlineMs: number;
}

/** What of a visit that was sent counts beyond its chunk. */
export type SentVisit = Pick<
  WaitingVisit,
  'visit' | 'url' | 'host' | 'hops' | 'attempts' | 'requests' | 'sends' | 'sendBy' | 'replyBy' | 'waitMs'
>;

/** What an answer may take on top of the deadline of its fetch. */
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

  /** Where it is fetched now: moves with redirects to another host. */
  get url(): string {
    return this.#url;
  }

  /** Unit of politeness: host and port. */
  get host(): string {
    return this.#host;
  }

  get hops(): number {
    return this.#hops;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Number of its last message; answers to earlier ones are told apart by it. */
  get sends(): number {
    return this.#sends;
  }

  get requests(): number {
    return this.#requests;
  }

  /** What the pace of its hosts cost it, in ms. */
  get waitMs(): number {
    return this.#waitMs;
  }

  /** Robots rules of the present host allow it. */
  get cleared(): boolean {
    return this.#isCleared;
  }

  /** 0 unless it waits. */
  get dueAt(): number {
    return this.#mode.name === 'waiting' ? this.#mode.dueAt : 0;
  }

  get slotted(): boolean {
    return this.#mode.name === 'waiting' && this.#mode.slotted;
  }

  /** 0 unless it is out. */
  get sendBy(): number {
    return this.#mode.name === 'sent' ? this.#mode.sendBy : 0;
  }

  get replyBy(): number {
    return this.#mode.name === 'sent' ? this.#mode.replyBy : 0;
  }

  get row(): ScrapeRow | null {
    return this.#mode.name === 'done' ? this.#mode.row : null;
  }

  /** Its time is a slot of its host from now on. */
  giveSlot(at: number): void {
    this.#mustWait('get a slot');
    this.#mode = { name: 'waiting', dueAt: at, slotted: true };
  }

  /** Slots that pass while nothing may go are void: kept, they would all be due at once. */
  voidSlot(dueAt = this.dueAt): void {
    this.#mustWait('lose its slot');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
  }

  /** A slot is a time: what waits for longer needs another one. */
  postpone(until: number): void {
    if (this.dueAt < until) this.voidSlot(until);
  }

  clear(): void {
    this.#isCleared = true;
  }

  send({ now, delayMs, deadlineMs }: Sending): void {
    const { dueAt, slotted } = this.#mustWait('be sent');
    const sendBy = (slotted ? dueAt : now) + sendToleranceMs(delayMs);
    this.#mode = { name: 'sent', sendBy, replyBy: sendBy + deadlineMs + ANSWER_MS };
    this.#sends += 1;
    // What the pace cost this request; waiting for those before it is their cost.
    this.#waitMs += Math.min(delayMs, Math.max(0, now - this.#readySince));
  }

  /** Its message may not have gone out: no attempt, and it could have been fetched as early as before. */
  unsend(dueAt: number): void {
    this.#mustBeOut('be taken back');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
  }

  /** Answers may come until then. */
  expectUntil(replyBy: number): void {
    const { sendBy, replyBy: before } = this.#mustBeOut('be expected');
    this.#mode = { name: 'sent', sendBy, replyBy: Math.max(before, replyBy) };
  }

  countRequest(): void {
    this.#requests += 1;
  }

  countAttempt(): void {
    this.#attempts += 1;
  }

  /** Puts it back in the waiting list. */
  waitUntil(dueAt: number): void {
    this.#mustNotBeDone('wait again');
    this.#mode = { name: 'waiting', dueAt, slotted: false };
    this.#readySince = dueAt;
  }

  /** A redirect to another host: its budget and its robots rules count from here. */
  moveTo(url: string, now: number): void {
    this.waitUntil(now);
    this.#url = url;
    this.#host = urlHost(url);
    this.#hops += 1;
    this.#isCleared = false;
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

  /** Ends the visit with the row that an earlier attempt at the chunk has for it. */
  restore(row: ScrapeRow): void {
    this.#mustNotBeDone('end');
    this.#mode = { name: 'done', row };
  }

  /** The visit was asked for by an earlier chunk. `isOut`: its answer is still to come. */
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

  /** What was handed back because of a closed gate ends anew when its answer comes after all. */
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

/** Its chunk ended without an answer since the gate was closed. */
export function isHandedBack({ result, reason }: ScrapeRow): boolean {
  return result === 'deferred' && reason === 'gate-closed';
}
