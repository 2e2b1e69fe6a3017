// A scraper: takes messages, fetches what is due and allowed, hands results to the pack writer. It knows
// nothing of jobs, runs or workflows. The broker gives messages that it leaves unanswered to another scraper.
import { setTimeout as wait } from 'node:timers/promises';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Clock, Hasher, Ids, Log } from '../../domain/system/clock.ts';
import {
  type Refusal,
  answerOutcome,
  answerRefused,
  answerUnreadable,
} from '../../domain/run/dispatch/answer.ts';
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';
import type { ControlBroker, Delivery, ScrapeWorkBroker, Verdict } from '../../domain/run/dispatch/broker.ts';
import { fetchRequest } from '../../domain/run/dispatch/fetch-request.ts';
import { holdOver } from '../../domain/job/hold/hold-over.ts';
import type { StandingHolds } from '../../domain/job/hold/emergency-hold.ts';
import { FetchPermits, reasonNotToFetch } from '../../domain/run/dispatch/guard.ts';
import { taskId } from '../../domain/run/dispatch/message-id.ts';
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import { SCALING } from '../../domain/health/scaling/scaling-numbers.ts';
import type { AgentHeartbeat } from '../../domain/system/agent/agent.ts';
import { given } from '../../domain/system/given.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';
import type { Span, Tracer } from '../../domain/system/trace/tracer.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { type EndWork, WorkLog, type WorkReport } from '../work-log.ts';
import { BodyBudget } from './body-budget.ts';
import { beginFetch, endFetch } from './fetch-span.ts';
import { type FetchedPage, fetchPage, type PageFetchPorts } from './fetch-page.ts';
import { HostLimit } from './host-limit.ts';
import { openSettings } from './open-settings.ts';
import { bytesOf, type Got, gotOf, PACK_LIMITS, PackWriter } from './pack-writer.ts';
import { QueueWait } from './queue-wait.ts';

export interface ScraperPorts extends PageFetchPorts {
  readonly work: ScrapeWorkBroker;
  readonly control: Pick<ControlBroker, 'onPermit'>;
  readonly blobs: Pick<BlobStore, 'put'>;
  /** Decrypts the headers of messages. */
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly disk: Pick<DiskGauge, 'isFull'>;
  readonly holds: StandingHolds;
  /** The database's clock, by which `sendBy` is given. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly log: Log;
  /** Absent or null: nobody takes traces. */
  readonly tracer?: Tracer | null;
}

export interface ScraperOptions {
  /** Part of the names of its packs. */
  readonly scraperId: string;
  /** Fetches in flight. Default 48. */
  readonly concurrency?: number;
  /** Messages held unanswered; more than fetches, so that the next one is there at once. Default 64. */
  readonly prefetch?: number;
}

export type ScraperLoad = Readonly<
  Record<'inFlight' | 'waiting' | 'slow' | 'fetched' | 'failed' | 'unfetched' | 'bytes' | 'waitedMs', number>
>;

/** Share of the messages held: packs of a few results cost little more than full ones. */
const STARVING_SHARE = 0.25;
/** Longer than a scraper takes to reconnect to a broker. */
const SECOND_HAND_MS = 6_000;

/** Share of its deadline that a page may wait for a connection; the rest is for the fetch. */
const WAITING_SHARE = 0.5;

interface Task {
  readonly key: string;
  /** The latest copy: after a reconnect the dispatcher sends the message again, with its new reply queue. */
  message: ScrapeMessage;
  /**
   * More than one if the broker delivered the message again while this scraper had it (after a reconnect).
   */
  readonly deliveries: Delivery[];
  /** Of its fetch, while that goes on. */
  span: Span | null;
}

/**
 * Modes: taking (from `start`); draining (from `stop`: no new fetch begins, those in flight end); stopped.
 * A task waits, then is in flight, then is with the pack writer until it is settled.
 */
export class Scraper {
  readonly #ports: ScraperPorts;
  readonly #options: Required<ScraperOptions>;
  readonly #writer: PackWriter;
  readonly #budget: BodyBudget;
  readonly #permits = new FetchPermits();
  readonly #limit = new HostLimit();
  readonly #wait = new QueueWait();
  readonly #tasks = new Map<string, Task>();
  #waiting: Task[] = [];
  readonly #giveUp = new AbortController();
  readonly #work: WorkLog;
  #draining = false;
  #inFlight = 0;
  #counts = { fetched: 0, failed: 0, unfetched: 0, bytes: 0 };
  #idle: (() => void) | null = null;

  constructor(ports: ScraperPorts, { scraperId, concurrency = 48, prefetch = 64 }: ScraperOptions) {
    this.#ports = ports;
    this.#options = { scraperId, concurrency, prefetch };
    this.#budget = new BodyBudget(concurrency);
    this.#work = new WorkLog(concurrency, () => ports.clock.now().getTime());
    this.#writer = new PackWriter({ ...ports, broker: ports.work }, scraperId);
  }

  async start(): Promise<void> {
    await this.#ports.control.onPermit((gate) => this.#permits.note(gate));
    await this.#ports.work.consume(this.#options.prefetch, (message, delivery) =>
      this.#take(message, delivery),
    );
  }

  /** Takes no more messages, gives fetches in flight `graceMs` to end, then hands the rest back. */
  async stop(graceMs: number): Promise<void> {
    this.#draining = true;
    // Messages that are handed back before the consumer is cancelled would be delivered here again.
    await this.#ports.work.cancel();
    for (const task of this.#waiting.splice(0)) this.#settle(task, 'requeue');
    if (this.#inFlight > 0) {
      const timer = setTimeout(() => this.#giveUp.abort(), graceMs);
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
      clearTimeout(timer);
    }
    await this.#ports.logins?.close();
    await this.#writer.finish();
  }

  load(): ScraperLoad {
    const waitedMs = this.#wait.longestMs(this.#ports.clock.now().getTime());
    const slow = this.#work.heldLonger(SCALING.slowMs);
    return { inFlight: this.#inFlight, waiting: this.#waiting.length, slow, waitedMs, ...this.#counts };
  }

  /** What it fetches now, and how many pages it got. */
  report(): WorkReport & Pick<AgentHeartbeat, 'proxies'> {
    return { ...this.#work.report(), ...given({ proxies: this.#ports.proxies?.faults() }) };
  }

  #take(message: ScrapeMessage, delivery: Delivery): void {
    this.#wait.note(message.sentAt, this.#ports.clock.now().getTime());
    const key = taskId(message);
    const known = this.#tasks.get(key);
    if (known !== undefined) {
      known.deliveries.push(delivery);
      if (message.sendBy >= known.message.sendBy) known.message = message;
      return;
    }
    if (this.#draining) {
      delivery.settle('requeue');
      return;
    }
    const task: Task = { key, message, deliveries: [delivery], span: null };
    this.#tasks.set(key, task);
    if (this.#inFlight < this.#budget.concurrency) this.#begin(task);
    else this.#waiting.push(task);
  }

  #begin(task: Task): void {
    const now = this.#ports.clock.now().getTime();
    const refusal = this.#refusal(task.message, now);
    if (refusal !== null) {
      void this.#refuse(task, refusal, now);
      return;
    }
    this.#inFlight += 1;
    const { runId, chunkNo, url } = task.message;
    const { traceparent } = task.deliveries.at(-1) ?? {};
    task.span = beginFetch(this.#ports.tracer ?? null, task.message, traceparent);
    const end = this.#work.begin({ what: 'fetch', runId, chunkNo, host: urlHost(url) });
    void this.#fetchInTurn(task, end).finally(() => {
      end();
      this.#end();
    });
  }

  /** Workspace and tags are not known here: holds of those close the gates of the runs. */
  #refusal(message: ScrapeMessage, now: number): Refusal | null {
    const { jobId, url } = message;
    const subject = { workspaceId: '', jobId, host: urlHost(url) };
    if (this.#ports.disk.isFull()) return 'full';
    if (holdOver(this.#ports.holds.standing(), subject) !== null) return 'held';
    return reasonNotToFetch(message, now, this.#permits);
  }

  /** The former scraper of a redelivered message may have fetched it; its answer has to come first. */
  async #refuse(task: Task, refusal: Refusal, now: number): Promise<void> {
    this.#counts.unfetched += 1;
    const isSecondHand = refusal === 'gated' && task.deliveries.some(({ redelivered }) => redelivered);
    if (isSecondHand) await wait(SECOND_HAND_MS);
    this.#hand(task, answerRefused(task.message, refusal, now));
  }

  /** What was closed or held while others had the connections to its host is given back, as before its turn. */
  async #fetchInTurn(task: Task, end: EndWork): Promise<void> {
    const { clock } = this.#ports;
    const host = urlHost(task.message.url);
    const begunAt = clock.now().getTime();
    const withinMs = task.message.deadlineMs * WAITING_SHARE;
    const entry = await this.#limit.enter(host, withinMs, this.#giveUp.signal);
    if (entry === 'aborted') return this.#settle(task, 'requeue');
    if (entry === 'late') return this.#refuse(task, 'late', clock.now().getTime());
    const refusal = this.#refusal(task.message, begunAt);
    try {
      if (refusal === null) await this.#fetch(task, end, clock.now().getTime() - begunAt);
    } finally {
      this.#limit.leave(host);
    }
    if (refusal !== null) await this.#refuse(task, refusal, clock.now().getTime());
  }

  async #fetch(task: Task, end: EndWork, waitedMs: number): Promise<void> {
    const message = { ...task.message, deadlineMs: task.message.deadlineMs - waitedMs };
    const opened = openSettings(this.#ports.secrets, message.fetch);
    // robots.txt needs no headers; with it, pages can end with the reason that headers are missing.
    if (!opened.ok && message.kind !== 'robots') {
      this.#hand(task, answerUnreadable(message, opened.detail, this.#ports.clock.now().getTime()));
      return;
    }
    const request = fetchRequest(message, opened.ok ? opened : { headers: [] });
    let fetched: FetchedPage;
    try {
      fetched = await fetchPage(this.#ports, message.fetch, request, this.#giveUp.signal);
    } catch (error) {
      // A fetcher should never throw. If it does, the message must neither end the process nor be lost; if it
      // happens every time, the delivery limit ends it.
      end(error);
      this.#ports.log.error({ url: message.url, err: error }, 'The fetcher failed');
      await wait(PACK_LIMITS.handBackMs);
      this.#settle(task, 'requeue');
      return;
    }
    const { outcome, proxy } = fetched;
    if (outcome.outcome === 'failed' && outcome.reason === 'aborted') {
      this.#settle(task, 'requeue');
      return;
    }
    const answer = answerOutcome(message, { ...outcome, proxy }, this.#ports.clock.now().getTime());
    this.#counts[countedAs(answer)] += 1;
    this.#counts.bytes += answer.wireBytes;
    this.#hand(task, answer, gotOf(outcome, answer));
  }

  #end(): void {
    this.#inFlight -= 1;
    while (!this.#draining && this.#inFlight < this.#budget.concurrency && this.#waiting.length > 0) {
      const next = this.#waiting.shift();
      if (next !== undefined) this.#begin(next);
    }
    if (this.#inFlight > 0) return;
    this.#writer.flushAll();
    this.#idle?.();
  }

  #hand(task: Task, answer: ScrapeAnswer, got: Got = { body: null }): void {
    const { body, picture, served, noted } = got;
    if (body !== null) this.#budget.note(bytesOf(got));
    endFetch(task.span, answer);
    task.span = null;
    const settle = (verdict: Verdict): void => this.#settle(task, verdict);
    const parts = { body, picture, served, noted };
    this.#writer.add({ answer, replyTo: () => task.message.replyTo, ...parts, settle });
    if (this.#isStarved) this.#writer.flushAll();
  }

  /**
   * A fetch could begin, but the broker sends no message more, because too many wait unanswered for others to share their
   * pack. A queue of pages that are late drains no faster than that, and those behind them become late as well.
   */
  get #isStarved(): boolean {
    const { prefetch } = this.#options;
    const isFull = this.#tasks.size >= prefetch && this.#waiting.length === 0;
    if (!isFull || this.#inFlight >= this.#budget.concurrency) return false;
    return this.#writer.gathered >= prefetch * STARVING_SHARE;
  }

  #settle(task: Task, verdict: Verdict): void {
    endFetch(task.span, null);
    this.#tasks.delete(task.key);
    for (const delivery of task.deliveries) delivery.settle(verdict);
  }
}

function countedAs({ outcome }: ScrapeAnswer): 'fetched' | 'failed' | 'unfetched' {
  if (outcome === 'late') return 'unfetched';
  return outcome === 'failed' || outcome === 'http-error' ? 'failed' : 'fetched';
}
