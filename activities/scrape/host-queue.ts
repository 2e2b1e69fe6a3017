// One host as one chunk sees it: gathers the facts, lets `chooseVisits` decide, and carries out the decision:
// reads robots.txt, takes the lease of a probe, reserves slots.
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import type { HostBehaviour } from '../../domain/run/dispatch/apply-answer.ts';
import { HOUR_MS } from '../../domain/system/duration.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { isOwnHost } from '../../domain/web/egress/own-host.ts';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import { leaseHolder } from '../../domain/web/host/lease-holder.ts';
import { robotsRetryMs, robotsState } from '../../domain/web/politeness/robots-cache.ts';
import { paceOfHost } from '../../domain/run/plan/host-pace.ts';
import {
  type HostChoice,
  type HostFacts,
  LOOK_AGAIN_MS,
  type Wish,
  chooseVisits,
} from '../../domain/run/dispatch/choose-visits.ts';
import { circuitMode, circuitOfRun } from '../../domain/web/politeness/circuit.ts';
import {
  SLOT_WINDOW_MS,
  delayMsOf,
  inFlightCap,
  slotsOfCalls,
  slotsUntil,
} from '../../domain/web/politeness/pace.ts';
import { hostLeftAlone } from '../../domain/web/render/judge-call.ts';
import { crawlDelayMs, isAllowed } from '../../domain/web/robots/judge.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import { type HostView, countInFlight } from './host-cache.ts';
import { HostProbe } from './host-probe.ts';
import { HostTurn } from './host-turn.ts';
import { RobotsFetch } from './robots-fetch.ts';

/** Epoch ms. */
interface LookTimes {
  readonly now: number;
  /** No slot is taken that comes later: the chunk hands on what it has by then. */
  readonly usableUntil: number;
}

export class HostQueue {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #host: string;
  readonly #robots: RobotsFetch;
  readonly #probe: HostProbe;
  readonly turn: HostTurn;
  #view: HostView | null = null;
  delayMs = 0;
  /** Nothing can be chosen before this time; epoch ms. */
  lookAgainAt = 0;
  /** What the visits wait for, in words. */
  waitingFor = '';

  constructor(ports: DispatchPorts, facts: RunFacts, at: { host: string; chunkNo: number }) {
    this.#ports = ports;
    this.#facts = facts;
    this.#host = at.host;
    this.turn = new HostTurn(ports.hostCache.turns, { runId: facts.run._id, ...at });
    const holder = leaseHolder(facts.run._id, at.chunkNo, ports.ids.ulid());
    this.#robots = new RobotsFetch(ports, facts, { ...at, holder });
    const { deadlineMs } = facts.run.config.fetch;
    this.#probe = new HostProbe(ports, { holder, leaseMs: 2 * SLOT_WINDOW_MS + deadlineMs });
  }

  /** Visits to send now. Gives slots to others that come soon, and ends visits that may never be sent. */
  async choose(group: readonly WaitingVisit[], times: LookTimes): Promise<readonly WaitingVisit[]> {
    this.turn.begin();
    const chosen = await this.#choose(group, times);
    this.turn.end(group, times.now);
    return chosen;
  }

  async #choose(
    group: readonly WaitingVisit[],
    { now, usableUntil }: LookTimes,
  ): Promise<readonly WaitingVisit[]> {
    if (this.lookAgainAt > now && group.every((waiting) => waiting.dueAt > now)) return [];
    const view = await this.#load(now);
    const visits = group.filter(isWaiting);
    if (visits.length === 0) return [];
    const facts = this.#factsOf(view, { now, usableUntil });
    const choice = chooseVisits(facts, visits, now);
    this.#apply(choice, visits, now);
    // Noted before the first await: meanwhile a chunk cut later must not get these slots.
    this.turn.note(choice);
    const granted = choice.wish === undefined ? [] : await this.#grant(choice.wish, view, { visits, now });
    // During the await, answers to earlier messages may have come.
    const ready = [...choice.send, ...granted].filter((one) => isWaiting(one) && one.dueAt <= now);
    this.turn.doneIf(choice.ready.every((one) => one.slotted || ready.includes(one)));
    return choice.wish?.for === 'slots' ? ready.slice(0, facts.room) : ready;
  }

  #factsOf(view: HostView, { now, usableUntil }: LookTimes): HostFacts {
    const { run, userAgent } = this.#facts;
    const { giveUpAfterMs, fetch } = run.config;
    const state = robotsState(view.doc?.robots, now, robotsRetryMs(giveUpAfterMs));
    return {
      doc: view.doc,
      delayMs: this.delayMs,
      robots: fetch.obeyRobots ? { state, allows: (url) => isAllowed(view.rules, userAgent, url) } : null,
      refusedUntil: view.refusedUntil,
      room: Math.max(0, inFlightCap(this.delayMs) - (view.inFlight.get(run._id) ?? 0)),
      slots: slotsUntil(usableUntil, { from: Math.max(now, view.doc?.nextAt ?? 0), delayMs: this.delayMs }),
      isFirst: this.turn.isFirst,
      giveUpAfterMs,
    };
  }

  #apply(choice: HostChoice<WaitingVisit>, visits: readonly WaitingVisit[], now: number): void {
    for (const { visit, ending } of choice.ends) visit.end(now, ending);
    for (const visit of choice.clears) visit.clear();
    for (const visit of choice.voids) visit.voidSlot(now);
    const { holdUntil } = choice;
    if (holdUntil !== undefined) for (const visit of visits) visit.postpone(holdUntil);
    this.lookAgainAt = choice.lookAgainAt ?? this.lookAgainAt;
    this.waitingFor = choice.waitingFor ?? this.waitingFor;
  }

  /** Fulfils the wish; returns the visits that can be sent then. */
  async #grant(
    wish: Wish<WaitingVisit>,
    view: HostView,
    { visits, now }: { visits: readonly WaitingVisit[]; now: number },
  ): Promise<readonly WaitingVisit[]> {
    switch (wish.for) {
      case 'robots':
        return this.#readRobots(view, visits, now);
      case 'probe':
        return this.#chooseProbe(view, wish, now);
      case 'slots':
        await this.#reserve(view, wish.visits, now);
        return wish.visits.filter(({ slotted }) => slotted);
    }
  }

  /** Loads the host's document, before a request of another chunk is counted as in flight. */
  async open(now: number): Promise<void> {
    await this.#load(now);
  }

  async #load(now: number): Promise<HostView> {
    const view = await this.#ports.hostCache.view(this.#host, now);
    this.#view = view;
    const { fetch } = this.#facts.run.config;
    const isOwn = (host: string): boolean => isOwnHost(this.#ports.ownHosts, host);
    const crawlDelayOf = (): number | null => crawlDelayMs(view.rules, this.#facts.userAgent);
    const pace = paceOfHost(view.doc ?? newHost(this.#host), { fetch, isOwn, crawlDelayOf });
    this.delayMs = delayMsOf(pace);
    return view;
  }

  async #readRobots(view: HostView, visits: readonly WaitingVisit[], now: number): Promise<[]> {
    const lookAgainAt = await this.#robots.advance(view, { now, delayMs: this.delayMs });
    this.lookAgainAt = lookAgainAt;
    if (!this.#robots.isOut && lookAgainAt > now + SLOT_WINDOW_MS)
      for (const waiting of visits.filter(isWaiting)) waiting.postpone(lookAgainAt);
    return [];
  }

  /** One page at a time, among all runs, until the host answers. */
  async #chooseProbe(
    view: HostView,
    { among, wantedSince }: { among: readonly WaitingVisit[]; wantedSince: number },
    now: number,
  ): Promise<readonly WaitingVisit[]> {
    const { giveUpAfterMs } = this.#facts.run.config;
    const mayAsk = (doc: Host): boolean =>
      circuitMode(circuitOfRun(doc, { wantedSince, giveUpAfterMs }), now) === 'half-open';
    const visit = await this.#probe.next(view, { open: among, now, mayAsk });
    this.lookAgainAt = this.#probe.lookAgainAt;
    if (visit === null) return [];
    if (this.delayMs > 0 && isWaiting(visit) && !visit.slotted) await this.#reserve(view, [visit], now);
    const isReady = isWaiting(visit) && (visit.slotted || this.delayMs === 0);
    if (!isReady) await this.#probe.release(view);
    return isReady ? [visit] : [];
  }

  async #reserve(view: HostView, unslotted: readonly WaitingVisit[], now: number): Promise<void> {
    const wanted = { count: unslotted.length, delayMs: this.delayMs, now, windowMs: SLOT_WINDOW_MS };
    const { first, count } = await this.#ports.hosts.reserve(this.#host, wanted);
    this.waitingFor = `its turn: one request every ${this.delayMs} ms for this host`;
    if (count === 0) return this.#waitForSlots(view, unslotted, now);
    this.#ports.hostCache.noteSlots(view, first + count * this.delayMs);
    const waiting = unslotted.filter(isWaiting);
    for (const [index, visit] of waiting.slice(0, count).entries())
      visit.giveSlot(first + index * this.delayMs);
    this.lookAgainAt = Math.max(now + LOOK_AGAIN_MS, first + (count - 1) * this.delayMs);
  }

  /** The visits are due when slots can be had again; the chunk hands back those that would wait long. */
  #waitForSlots(view: HostView, unslotted: readonly WaitingVisit[], now: number): void {
    this.lookAgainAt = Math.max(now + LOOK_AGAIN_MS, (view.doc?.nextAt ?? 0) - SLOT_WINDOW_MS);
    this.turn.waitForSlots(this.lookAgainAt);
    for (const waiting of unslotted.filter(isWaiting)) waiting.voidSlot(this.lookAgainAt);
  }

  /** Asks for its robots.txt where that is not known; a host that is to be left alone is not asked, and no page calls it. */
  async knowsRobots(now: number): Promise<boolean> {
    const view = await this.#load(now);
    const { doc } = view;
    const retryMs = robotsRetryMs(this.#facts.run.config.giveUpAfterMs);
    if (robotsState(doc?.robots, now, retryMs) !== 'missing') return true;
    if (doc !== null && hostLeftAlone(this.#host, doc, now) !== null) return true;
    this.lookAgainAt = await this.#robots.advance(view, { now, delayMs: this.delayMs });
    return false;
  }

  /** What a page asked of the host by itself takes slots from when the page was begun. */
  async noteCalls(sent: number, begunAt: number): Promise<void> {
    const view = await this.#load(this.#ports.clock.now().getTime());
    const { delayMs } = this;
    const count = slotsOfCalls(sent, { delayMs, mostMs: this.#facts.mostCallsMs });
    if (count === 0) return;
    const wanted = { count, delayMs, now: begunAt, windowMs: HOUR_MS };
    const taken = await this.#ports.hosts.reserve(this.#host, wanted);
    if (taken.count > 0) this.#ports.hostCache.noteSlots(view, taken.first + taken.count * delayMs);
  }

  left(): void {
    if (this.#view !== null) countInFlight(this.#view, this.#facts.run._id, 1);
  }

  landed(): void {
    if (this.#view !== null) countInFlight(this.#view, this.#facts.run._id, -1);
  }

  async note(
    behaviour: HostBehaviour,
    about: { visit: WaitingVisit; retryAfterMs: number | undefined },
  ): Promise<void> {
    const now = this.#ports.clock.now().getTime();
    const view = this.#view ?? (await this.#load(now));
    await this.#tell(view, behaviour, { now, retryAfterMs: about.retryAfterMs });
    // Released after the write: the next holder has to see what this probe has shown.
    if (this.#probe.isFor(about.visit)) await this.#probe.release(view);
  }

  async #tell(
    view: HostView,
    behaviour: HostBehaviour,
    { now, retryAfterMs }: { now: number; retryAfterMs: number | undefined },
  ): Promise<void> {
    const { hostCache } = this.#ports;
    const { delayMs } = this;
    if (behaviour === 'fine') await hostCache.noteFine(view, now);
    else if (behaviour === 'failing') await hostCache.noteFailure(view, { at: now, pauseMs: delayMs });
    else if (behaviour === 'refusing') await hostCache.noteRefusal(view, { now, delayMs, retryAfterMs });
  }

  /** The chunk is done with this host: gives up its leases. */
  async leave(): Promise<void> {
    if (this.#view === null) return;
    await this.#probe.leave(this.#view);
    await this.#robots.leave(this.#view);
  }

  /** The same, although a request is out: nobody waits for its answer any more. */
  async release(): Promise<void> {
    if (this.#view === null) return;
    await this.#probe.release(this.#view);
    await this.#robots.release(this.#view);
  }

  takeRobots(answer: ScrapeAnswer): void {
    if (this.#robots.take(answer)) this.lookAgainAt = 0;
  }
}

function isWaiting({ mode }: WaitingVisit): boolean {
  return mode === 'waiting';
}
