// Dispatches the visits of one chunk: reserves slots, publishes messages when due, collects answers, hands back what can't be done
// now. A chunk never waits long: the answered visits are handed on and the others are cut again, also when the gate closes.
import {
  type ChunkLimits,
  SOURCE_LIMITS,
  isNothingSoon,
  nextTime,
} from '../../domain/run/dispatch/chunk-end.ts';
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import { isAnswered, applyAnswer, applySilence } from '../../domain/run/dispatch/apply-answer.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { ReasonCode } from '../../domain/run/outcome.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { ChunkClock } from './chunk-clock.ts';
import { ClosingTime } from './closing-time.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import { isStopped, putOff } from './emergency-stop.ts';
import { Hearing } from './hearing.ts';
import { HostQueue } from './host-queue.ts';
import { leaveVisits, resumeVisits } from './left-visits.ts';
import { judgeRedirect } from './judge-redirect.ts';
import { type Validators, VisitSender } from './visit-sender.ts';
import { Wake } from './wake.ts';

/** A chunk's visits are looked at at least this often. */
const LOOK_MS = 1_000;

/** What an answer says of hosts: of that of the page, and of those that the page called. */
interface Answered extends Pick<Required<ScrapeAnswer>, 'calls'> {
  readonly host: string;
  readonly note: Parameters<HostQueue['note']>;
  /** When its fetch began; epoch ms. */
  readonly begunAt: number;
}

type CutChunk = Readonly<{ chunkNo: number; visits: readonly WaitingVisit[] }>;

export class ChunkDispatch {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #chunkNo: number;
  readonly #visits: readonly WaitingVisit[];
  readonly #byKey: ReadonlyMap<string, WaitingVisit>;
  readonly #queues = new Map<string, HostQueue>();
  readonly #wake = new Wake();
  readonly #answered: Answered[] = [];
  readonly #closing: ClosingTime;
  readonly #hearing: Hearing;
  readonly #sender: VisitSender;
  #isGateClosed = false;
  readonly #clock: ChunkClock;

  constructor(ports: DispatchPorts, facts: RunFacts, chunk: CutChunk) {
    this.#ports = ports;
    this.#facts = facts;
    this.#hearing = new Hearing(ports.broker);
    this.#closing = new ClosingTime(facts.run.config.stopGraceMs);
    this.#clock = new ChunkClock(ports.clock.now().getTime());
    this.#chunkNo = chunk.chunkNo;
    this.#visits = chunk.visits;
    this.#byKey = new Map(chunk.visits.map((waiting) => [waiting.visit.urlKey, waiting]));
    this.#sender = new VisitSender(ports, facts, {
      chunkNo: chunk.chunkNo,
      hearing: this.#hearing,
      clock: this.#clock,
      wake: this.#wake,
      queueOf: (host) => this.#queue(host),
    });
  }

  /** Sets the conditional headers of a page that may be answered with 304. */
  setValidators(urlKey: string, validators: Validators): void {
    this.#sender.setValidators(urlKey, validators);
  }

  /** Sets the hash of a body whose picture is kept already. */
  setPictured(urlKey: string, hash: string): void {
    this.#sender.setPictured(urlKey, hash);
  }

  get rows(): ScrapeRow[] {
    return this.#visits.flatMap((waiting) => (waiting.row === null ? [] : [waiting.row]));
  }

  get answered(): number {
    return this.#visits.filter(({ row }) => row !== null && row.result !== 'deferred').length;
  }

  /** Takes its turn at each of its hosts: chunks cut later wait for it. */
  queueUp(): void {
    const { turns } = this.#ports.hostCache;
    for (const { host, mode } of this.#visits)
      if (mode === 'waiting') turns.want(this.#facts.run._id, host, this.#chunkNo);
  }

  async run(signal: AbortSignal, limits: ChunkLimits = SOURCE_LIMITS): Promise<ScrapeRow[]> {
    const { router, permits, hostCache } = this.#ports;
    const runId = this.#facts.run._id;
    const unfollow = await permits.follow(runId, this.#wake.ring);
    const unlisten = router.listen(runId, this.#chunkNo, (answer) => this.#take(answer));
    signal.addEventListener('abort', this.#wake.ring);
    try {
      await resumeVisits(this.#ports, { ...this.#left, take: (answer) => this.#take(answer) });
      await this.#loop(signal, limits);
      for (const queue of this.#queues.values()) await queue.leave();
      return this.rows;
    } finally {
      unlisten();
      unfollow();
      for (const queue of this.#queues.values()) queue.turn.yield();
      for (const { host } of this.#visits) hostCache.turns.leave(runId, host, this.#chunkNo);
      signal.removeEventListener('abort', this.#wake.ring);
    }
  }

  async #loop(signal: AbortSignal, limits: ChunkLimits): Promise<void> {
    this.#clock.hold(this.#now());
    while (!this.#isDone) {
      const now = this.#now();
      const isHeld = this.#ports.disk.isFull() || isStopped(this.#ports, this.#facts.run);
      signal.throwIfAborted();
      this.#expire(now, isHeld);
      await this.#tellHosts();
      await this.#step(limits, now, isHeld);
      if (this.#isDone) break;
      await this.#wake.wait(this.#untilNext(now));
    }
    await this.#tellHosts();
  }

  get #isDone(): boolean {
    return this.#visits.every((waiting) => waiting.mode === 'done');
  }

  async #step(limits: ChunkLimits, now: number, isHeld: boolean): Promise<void> {
    if (!this.#ports.permits.isOpen(this.#facts.run._id)) this.#close(now);
    if (isHeld && !this.#isGateClosed) {
      this.#clock.hold(now);
      for (const waiting of this.#visits) if (waiting.dueAt <= now && waiting.slotted) waiting.voidSlot();
      return;
    }
    if ([...this.#queues.values()].some((queue) => queue.turn.isBehind)) this.#clock.moved(now);
    const step = this.#clock.step(this.#visits, limits, now);
    if (this.#isGateClosed) this.#handBack('gate-closed', now);
    else if (step !== 'go-on') this.#handBack('host-wait', now, step === 'rest' ? now + limits.graceMs : 0);
    if (!this.#isGateClosed) await this.#dispatch(now, this.#clock.usableUntil(limits));
    const isLeaving = this.#isGateClosed ? this.#closing.isOver(now) : step === 'leave';
    if (isLeaving) leaveVisits(this.#ports, this.#left, now);
    else if (isNothingSoon(this.#visits, now + limits.horizonMs)) this.#handBack('host-wait', now);
  }

  #close(now: number): void {
    this.#isGateClosed = true;
    this.#closing.close(now, this.#ports.permits.lateMsOf(this.#facts.run._id));
  }

  get #left(): { runId: string; visits: readonly WaitingVisit[]; queueOf: (host: string) => HostQueue } {
    return { runId: this.#facts.run._id, visits: this.#visits, queueOf: (host) => this.#queue(host) };
  }

  #now(): number {
    return this.#ports.clock.now().getTime();
  }

  #take(answer: ScrapeAnswer): void {
    this.#clock.moved(this.#now());
    if (answer.kind === 'robots') {
      for (const queue of this.#queues.values()) queue.takeRobots(answer);
      this.#wake.ring();
      return;
    }
    const waiting = this.#byKey.get(answer.urlKey);
    if (waiting === undefined || answer.visit !== waiting.visit.visit) return;
    if (isAnswered(waiting, answer)) return this.#ports.router.keep(answer);
    // A `late` or `gated` for an earlier message says nothing about the message that is out now.
    if (answer.attempt !== waiting.sends && (answer.outcome === 'late' || answer.outcome === 'gated')) return;
    const { host } = waiting;
    this.#landed(waiting);
    if (answer.outcome !== 'late' && answer.outcome !== 'gated') waiting.countRequest();
    const { fetch, giveUpAfterMs } = this.#facts.run.config;
    const behaviour = applyAnswer(waiting, answer, {
      now: this.#now(),
      maxAttempts: fetch.maxAttempts,
      giveUpAfterMs,
      random: this.#ports.random(),
      judgeRedirect: (visit, target) => judgeRedirect(this.#facts, this.#ports.urlKeyOf, visit, target),
    });
    const { calls = [], retryAfterMs } = answer;
    const note: Answered['note'] = [behaviour, { visit: waiting, retryAfterMs }];
    this.#answered.push({ host, note, calls, begunAt: answer.fetchedAt - answer.elapsedMs });
    this.#wake.ring();
  }

  #landed(waiting: WaitingVisit): void {
    if (waiting.mode === 'sent') this.#queue(waiting.host).landed();
  }

  /** Without an answer by `replyBy`, an attempt is counted, unless a full disk may be the reason. */
  #expire(now: number, isHeld: boolean): void {
    this.#waitForBroker(now);
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'sent' || waiting.replyBy > now) continue;
      this.#landed(waiting);
      if (isHeld) {
        waiting.waitUntil(now);
        continue;
      }
      applySilence(waiting, {
        now,
        maxAttempts: this.#facts.run.config.fetch.maxAttempts,
        random: this.#ports.random(),
      });
    }
  }

  /** While the broker is away no answer is overdue, unless a closed gate leaves no more time for it. */
  #waitForBroker(now: number): void {
    const until = this.#hearing.deafUntil(now);
    if (until === null || this.#closing.isOver(now)) return;
    this.#clock.moved(now);
    for (const waiting of this.#visits) {
      if (waiting.mode === 'sent') waiting.expectUntil(until);
    }
  }

  async #tellHosts(): Promise<void> {
    for (const { host, note, calls, begunAt } of this.#answered.splice(0)) {
      await this.#queue(host).note(...note);
      for (const { host: called, sent } of calls)
        if (sent > 0) await this.#queue(called).noteCalls(sent, begunAt);
    }
  }

  async #dispatch(now: number, usableUntil: number): Promise<void> {
    const groups = new Map<string, WaitingVisit[]>();
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'waiting') continue;
      const group = groups.get(waiting.host);
      if (group === undefined) groups.set(waiting.host, [waiting]);
      else group.push(waiting);
    }
    const { run } = this.#facts;
    for (const [host, group] of groups) {
      if (group.some(({ inBrowser }) => inBrowser) && !(await this.#knowsStepHosts(now))) continue;
      const ready = isStopped(this.#ports, run, host)
        ? putOff(group, now)
        : await this.#queue(host).choose(group, { now, usableUntil });
      if (ready.length > 0) this.#sender.send(ready, this.#now());
    }
  }

  async #knowsStepHosts(now: number): Promise<boolean> {
    for (const host of this.#facts.stepHosts) if (!(await this.#queue(host).knowsRobots(now))) return false;
    return true;
  }

  #queue(host: string): HostQueue {
    const known = this.#queues.get(host);
    if (known !== undefined) return known;
    const queue = new HostQueue(this.#ports, this.#facts, { host, chunkNo: this.#chunkNo });
    this.#queues.set(host, queue);
    return queue;
  }

  /** Hands back waiting visits, except those with a slot until `keepUntil`: no other visit can use it. */
  #handBack(reason: ReasonCode, now: number, keepUntil = 0): void {
    for (const waiting of this.#visits) {
      if (waiting.mode !== 'waiting' || (waiting.slotted && waiting.dueAt <= keepUntil)) continue;
      waiting.end(now, {
        result: 'deferred',
        reason,
        dueAt: Math.max(now, waiting.dueAt),
        detail: this.#queue(waiting.host).waitingFor,
      });
    }
  }

  /** Counts from the last look: what became due during it is looked at without a pause. */
  #untilNext(lookedAt: number): number {
    const looks = [...this.#queues.values()].map((queue) => queue.lookAgainAt).filter((at) => at > lookedAt);
    const next = Math.min(lookedAt + LOOK_MS, nextTime(this.#visits, lookedAt), ...looks);
    return Math.max(1, next - this.#now());
  }

  /** Gives up the visits in flight: this process no longer waits for their answers. */
  abandon(): void {
    for (const waiting of this.#visits) this.#landed(waiting);
  }

  /** Gives up the leases on hosts too, so that others may ask them at once. */
  async release(): Promise<void> {
    for (const queue of this.#queues.values()) await queue.release();
  }
}
