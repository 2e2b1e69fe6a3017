// Dispatches the visits of one chunk: reserve slots, publish when due, collect answers, hand back what can't be done now.
// A chunk never waits long: it ends when all is answered, when nothing is due within a minute, after ten minutes, or when
// the gate closes.
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';
import { type HostNews, settleAnswer, settleSilence } from '../../domain/dispatch/settle-answer.ts';
import { type WaitingVisit, endVisit, waitUntil } from '../../domain/dispatch/waiting-visit.ts';
import type { ReasonCode } from '../../domain/run/outcome.ts';
import type { ScrapeRow } from '../../domain/stage/stage-row.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import { HostLane } from './host-lane.ts';
import { judgeRedirect } from './judge-redirect.ts';
import { toMessage } from './to-message.ts';
import { Wake } from './wake.ts';

export interface ChunkLimits {
  /** Hands back what is not due within this, in ms. */
  readonly horizonMs: number;
  /** Hands back everything after this. */
  readonly maxMs: number;
}

const CHUNK_LIMITS: ChunkLimits = { horizonMs: 60_000, maxMs: 600_000 };

/** Looks at least this often, whatever happens. */
const TICK_MS = 1_000;
/** After losing the broker: time until what was published there counts as lost is its `replyBy`; new work waits this long. */
const BROKER_RETRY_MS = 1_000;

/** Scrapers find a broker that is back within this, and say what they kept. */
const HEAR_AGAIN_MS = 8_000;
/** Of the run's grace: what has been answered by then must be handed on within it. */
const SHARE_OF_GRACE = 0.8;

export class ChunkDispatch {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #chunkNo: number;
  readonly #visits: readonly WaitingVisit[];
  readonly #byKey: ReadonlyMap<string, WaitingVisit>;
  readonly #lanes = new Map<string, HostLane>();
  readonly #wake = new Wake();
  readonly #news: { visit: WaitingVisit; news: HostNews; host: string; retryAfterMs: number | undefined }[] =
    [];
  #giveBack: ReasonCode | null = null;
  /** Answers of before an outage may come until then. */
  #deafUntil = 0;
  #closedAt: number | null = null;

  constructor(
    ports: DispatchPorts,
    facts: RunFacts,
    chunk: { chunkNo: number; visits: readonly WaitingVisit[] },
  ) {
    this.#ports = ports;
    this.#facts = facts;
    this.#chunkNo = chunk.chunkNo;
    this.#visits = chunk.visits;
    this.#byKey = new Map(chunk.visits.map((waiting) => [waiting.visit.urlKey, waiting]));
  }

  get rows(): ScrapeRow[] {
    return this.#visits.flatMap((waiting) => (waiting.row === null ? [] : [waiting.row]));
  }

  async run(signal: AbortSignal, limits: ChunkLimits = CHUNK_LIMITS): Promise<ScrapeRow[]> {
    const { router, gates } = this.#ports;
    const runId = this.#facts.run._id;
    const unfollow = await gates.follow(runId, this.#wake.ring);
    const unlisten = router.listen(runId, this.#chunkNo, (answer) => this.#take(answer));
    signal.addEventListener('abort', this.#wake.ring);
    try {
      await this.#loop(signal, limits);
      for (const lane of this.#lanes.values()) await lane.leave();
      return this.rows;
    } finally {
      unlisten();
      unfollow();
      signal.removeEventListener('abort', this.#wake.ring);
    }
  }

  async #loop(signal: AbortSignal, limits: ChunkLimits): Promise<void> {
    let endAt = this.#now() + limits.maxMs;
    while (this.#visits.some((waiting) => waiting.mode !== 'done')) {
      const now = this.#now();
      const isHeld = this.#ports.disk.isFull();
      // What waits for room waits for nothing else: it neither ends nor is handed back for it.
      if (isHeld) endAt = now + limits.maxMs;
      if (!this.#ports.gates.isOpen(this.#facts.run._id)) this.#giveBack = 'gate-closed';
      else if (now > endAt) this.#giveBack = 'host-wait';
      signal.throwIfAborted();
      this.#expire(now, isHeld);
      await this.#tellHosts();
      if (this.#giveBack !== null) this.#handBack(this.#giveBack, now);
      else if (isHeld) this.#hold(now);
      else await this.#dispatch(now);
      if (!isHeld && this.#nothingSoon(now + limits.horizonMs)) this.#handBack('host-wait', now);
      if (this.#visits.every((waiting) => waiting.mode === 'done')) break;
      await this.#wake.wait(this.#untilNext(this.#now()));
    }
    await this.#tellHosts();
  }

  #now(): number {
    return this.#ports.clock.now().getTime();
  }

  #take(answer: ScrapeAnswer): void {
    if (answer.kind === 'robots') {
      for (const lane of this.#lanes.values()) lane.takeRobots(answer);
      this.#wake.ring();
      return;
    }
    const waiting = this.#byKey.get(answer.urlKey);
    if (waiting === undefined || isSettled(waiting, answer) || answer.visit !== waiting.visit.visit) return;
    // A `late` or `gated` of an earlier message says nothing about the one that is out now.
    if (answer.attempt !== waiting.sends && (answer.outcome === 'late' || answer.outcome === 'gated')) return;
    const { host } = waiting;
    this.#landed(waiting);
    if (answer.outcome !== 'late' && answer.outcome !== 'gated') waiting.requests += 1;
    const { fetch, giveUpAfterMs } = this.#facts.run.config;
    const news = settleAnswer(waiting, answer, {
      now: this.#now(),
      maxAttempts: fetch.maxAttempts,
      giveUpAfterMs,
      random: this.#ports.random(),
      judgeRedirect: (visit, target) => judgeRedirect(this.#facts, this.#ports.urlKeyOf, visit, target),
    });
    this.#news.push({ visit: waiting, news, host, retryAfterMs: answer.retryAfterMs });
    this.#wake.ring();
  }

  #landed(waiting: WaitingVisit): void {
    if (waiting.mode === 'sent') this.#lane(waiting.host).landed();
  }

  /** Slots that pass while there is no room are void: kept, they would all be due at once. */
  #hold(now: number): void {
    for (const waiting of this.#visits) {
      if (waiting.mode === 'waiting' && waiting.dueAt <= now) waiting.slotted = false;
    }
  }

  /** No answer by `replyBy`: counted as an attempt, unless a full disk may have swallowed it. */
  #expire(now: number, isHeld: boolean): void {
    this.#waitForBroker(now);
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'sent' || waiting.replyBy > now) continue;
      this.#landed(waiting);
      if (isHeld) {
        waitUntil(waiting, now);
        continue;
      }
      settleSilence(waiting, {
        now,
        maxAttempts: this.#facts.run.config.fetch.maxAttempts,
        random: this.#ports.random(),
      });
    }
  }

  /**
   * While no answer can come none is late. After a pause or stop what was asked may not be asked again: it is waited for,
   * though not for longer than the chunk may take to end.
   */
  #waitForBroker(now: number): void {
    if (!this.#ports.broker.reachable()) this.#deafUntil = now + HEAR_AGAIN_MS;
    if (this.#giveBack === 'gate-closed') this.#closedAt ??= now;
    const patienceMs = this.#facts.run.config.stopGraceMs * SHARE_OF_GRACE;
    const isOver = this.#closedAt !== null && now - this.#closedAt > patienceMs;
    if (now >= this.#deafUntil || isOver) return;
    for (const waiting of this.#visits) {
      if (waiting.mode === 'sent') waiting.replyBy = Math.max(waiting.replyBy, this.#deafUntil);
    }
  }

  async #tellHosts(): Promise<void> {
    for (const { news, host, ...about } of this.#news.splice(0)) await this.#lane(host).note(news, about);
  }

  async #dispatch(now: number): Promise<void> {
    const groups = new Map<string, WaitingVisit[]>();
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'waiting') continue;
      const group = groups.get(waiting.host);
      if (group === undefined) groups.set(waiting.host, [waiting]);
      else group.push(waiting);
    }
    for (const [host, group] of groups) {
      const ready = await this.#lane(host).choose(group, now);
      if (ready.length > 0) await this.#send(ready);
    }
  }

  async #send(ready: readonly WaitingVisit[]): Promise<void> {
    const { broker, gates } = this.#ports;
    const runId = this.#facts.run._id;
    const now = this.#now();
    const messages = ready.map((waiting) => {
      waiting.mode = 'sent';
      waiting.sends += 1;
      const lane = this.#lane(waiting.host);
      // What the pace cost this request; waiting for those before it is their cost.
      waiting.waitMs += Math.min(lane.delayMs, Math.max(0, now - waiting.readySince));
      lane.left();
      return toMessage(this.#facts, waiting, {
        chunkNo: this.#chunkNo,
        now,
        delayMs: lane.delayMs,
        gateSeq: gates.seqOf(runId),
        replyTo: broker.replyTo,
        validators: this.#validators.get(waiting.visit.urlKey),
      });
    });
    try {
      await broker.publish(messages);
    } catch (error) {
      this.#ports.log.warn({ runId, error: String(error) }, 'work could not be published; tried again');
      for (const waiting of ready) this.#unsend(waiting, now + BROKER_RETRY_MS);
    }
  }

  /** The broker did not confirm it: not an attempt. Should it have arrived after all, its answer is taken. */
  #unsend(waiting: WaitingVisit, dueAt: number): void {
    if (waiting.mode !== 'sent') return;
    this.#landed(waiting);
    waiting.mode = 'waiting';
    waiting.dueAt = dueAt;
    waiting.slotted = false;
  }

  readonly #validators = new Map<string, { etag?: string; lastModified?: string }>();

  /** Conditional headers for the visits that may be answered with 304. */
  setValidators(urlKey: string, validators: { etag?: string; lastModified?: string }): void {
    this.#validators.set(urlKey, validators);
  }

  #lane(host: string): HostLane {
    const known = this.#lanes.get(host);
    if (known !== undefined) return known;
    const lane = new HostLane(this.#ports, this.#facts, { host, chunkNo: this.#chunkNo });
    this.#lanes.set(host, lane);
    return lane;
  }

  #handBack(reason: ReasonCode, now: number): void {
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'waiting') continue;
      endVisit(waiting, now, {
        result: 'deferred',
        reason,
        dueAt: Math.max(now, waiting.dueAt),
        detail: this.#lane(waiting.host).waitingFor,
      });
    }
  }

  #nothingSoon(horizon: number): boolean {
    return this.#visits.every(
      (waiting) => waiting.mode === 'done' || (waiting.mode === 'waiting' && waiting.dueAt > horizon),
    );
  }

  #untilNext(now: number): number {
    let next = now + TICK_MS;
    for (const waiting of this.#visits) {
      if (waiting.mode === 'waiting' && waiting.dueAt > now) next = Math.min(next, waiting.dueAt);
      else if (waiting.mode === 'sent') next = Math.min(next, waiting.replyBy);
    }
    for (const lane of this.#lanes.values()) {
      if (lane.lookAgainAt > now) next = Math.min(next, lane.lookAgainAt);
    }
    return Math.max(1, next - now);
  }

  /** Forgets what is in flight: this process no longer waits for it. */
  abandon(): void {
    for (const waiting of this.#visits) this.#landed(waiting);
  }
}

/** A scraper that met the closed gate says nothing about what another one had fetched before. */
function isSettled({ mode, row }: WaitingVisit, { outcome }: ScrapeAnswer): boolean {
  if (mode !== 'done') return false;
  const isHandedBack = row?.result === 'deferred' && row.reason === 'gate-closed';
  return !isHandedBack || outcome === 'gated' || outcome === 'late';
}
