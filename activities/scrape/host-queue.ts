// One host as seen from one chunk: which of its visits may go out now. What it asked for and its circuit first, then
// robots, the cap of what is in flight, and the shared slots.
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';
import type { HostBehaviour } from '../../domain/dispatch/settle-answer.ts';
import { type WaitingVisit, endVisit } from '../../domain/dispatch/waiting-visit.ts';
import { isOwnHost } from '../../domain/egress/own-host.ts';
import type { Host } from '../../domain/host/host.ts';
import { leaseHolder } from '../../domain/host/lease-holder.ts';
import { isRobotsGivenUp, robotsRetryMs } from '../../domain/host/robots-cache.ts';
import { circuitMode, circuitOfRun, failuresInWords, isGivenUp } from '../../domain/politeness/circuit.ts';
import { SLOT_WINDOW_MS, delayMsOf, inFlightCap } from '../../domain/politeness/pace.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import { type HostView, allows, countInFlight, crawlDelayOf, robotsState } from './host-cache.ts';
import { HostProbe } from './host-probe.ts';
import { HostTurn } from './host-turn.ts';
import { RobotsFetch } from './robots-fetch.ts';

/** As much as may be is in flight, some of it for other chunks of the run: look again then. */
const FULL_MS = 25;
/** The slots of the window are taken by others: look again then. */
const LOOK_AGAIN_MS = 250;

export class HostQueue {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #host: string;
  readonly #robots: RobotsFetch;
  readonly #probe: HostProbe;
  readonly turn: HostTurn;
  #view: HostView | null = null;
  delayMs = 0;
  /** Epoch ms: nothing can be chosen before. */
  lookAgainAt = 0;
  /** What it waits for, in words. */
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

  /** Visits to send now; slots of the near future are noted on the visits. Ends those that may never go. */
  async choose(group: readonly WaitingVisit[], now: number): Promise<readonly WaitingVisit[]> {
    this.turn.begin();
    const chosen = await this.#choose(group, now);
    this.turn.end(group, now);
    return chosen;
  }

  async #choose(group: readonly WaitingVisit[], now: number): Promise<readonly WaitingVisit[]> {
    if (this.lookAgainAt > now && group.every((waiting) => waiting.dueAt > now)) return [];
    const view = await this.#load(now);
    if (this.#isLeftAlone(view, group, now) || this.#isBroken(view, group, now)) return [];
    const open = await this.#clear(view, group, now);
    if (open.length === 0) return [];
    giveUpSlots(view, open, now);
    if (view.doc !== null && circuitMode(this.#circuit(view.doc, group), now) === 'half-open')
      return this.#chooseProbe(view, open, now);
    const ready = open.filter((waiting) => !waiting.slotted && waiting.dueAt <= now);
    const unslotted = this.turn.take(ready);
    if (this.turn.isBehind) {
      this.waitingFor = 'its turn: visits that were cut before it go first';
      this.lookAgainAt = now + (this.delayMs === 0 ? FULL_MS : LOOK_AGAIN_MS);
    }
    const room = this.#room(view);
    if (room === 0) {
      this.lookAgainAt = now + FULL_MS;
      return [];
    }
    const due = open.filter((waiting) => waiting.dueAt <= now && waiting.slotted).slice(0, room);
    if (this.delayMs === 0) {
      this.turn.doneIf(ready.length <= room - due.length);
      return [...due, ...unslotted.slice(0, room - due.length)];
    }
    if (unslotted.length > 0) await this.#reserve(view, unslotted, now);
    this.turn.doneIf(ready.every((waiting) => waiting.slotted));
    return [...due, ...unslotted.filter((waiting) => waiting.slotted && waiting.dueAt <= now)].slice(0, room);
  }

  /** Before something counts as in flight that was sent by another chunk. */
  async open(now: number): Promise<void> {
    await this.#load(now);
  }

  async #load(now: number): Promise<HostView> {
    const view = await this.#ports.hostCache.view(this.#host, now);
    this.#view = view;
    const { config } = this.#facts.run;
    this.delayMs = delayMsOf({
      jobDelayMs: config.fetch.delayMs,
      crawlDelayMs: config.fetch.obeyRobots ? crawlDelayOf(view, this.#facts.userAgent) : null,
      own: isOwnHost(this.#ports.ownHosts, this.#host),
      penaltyMs: view.doc?.penaltyMs ?? 0,
    });
    return view;
  }

  /** Robots rules: those the file forbids end here, all wait while it is being read. */
  async #clear(
    view: HostView,
    group: readonly WaitingVisit[],
    now: number,
  ): Promise<readonly WaitingVisit[]> {
    if (!this.#facts.run.config.fetch.obeyRobots) return group;
    const { giveUpAfterMs } = this.#facts.run.config;
    const robots = view.doc?.robots;
    const patience = { wantedSince: wantedSince(group), giveUpAfterMs, now };
    const isGivenUp = robots !== undefined && isRobotsGivenUp(robots, patience);
    const state = isGivenUp ? 'unreachable' : robotsState(view, now, robotsRetryMs(giveUpAfterMs));
    if (state === 'missing') return this.#readRobots(view, group, now);
    if (state === 'unreachable' && !isGivenUp) {
      this.waitingFor = 'the robots.txt of its host, which can not be read';
      const askedAt = robots?.fetchedAt ?? now;
      this.#holdUntil(group, Math.max(now, askedAt + robotsRetryMs(giveUpAfterMs)) + 1);
      return [];
    }
    this.#obeyRobots(view, group, { now, isGivenUp });
    return group.filter((waiting) => waiting.mode === 'waiting');
  }

  async #readRobots(view: HostView, group: readonly WaitingVisit[], now: number): Promise<[]> {
    this.waitingFor = 'the robots.txt of its host';
    const lookAgainAt = await this.#robots.advance(view, { now, delayMs: this.delayMs });
    this.lookAgainAt = lookAgainAt;
    if (!this.#robots.isOut && lookAgainAt > now + SLOT_WINDOW_MS) this.#holdUntil(group, lookAgainAt);
    return [];
  }

  #obeyRobots(
    view: HostView,
    group: readonly WaitingVisit[],
    { now, isGivenUp }: { now: number; isGivenUp: boolean },
  ): void {
    for (const waiting of group) {
      if (waiting.cleared || waiting.kind === 'robots') continue;
      if (isGivenUp) {
        const { reason = 'robots-unreachable', text = '' } = view.doc?.robots ?? {};
        endVisit(waiting, now, { result: 'failed', reason, detail: text });
      } else if (allows(view, this.#facts.userAgent, waiting.url)) waiting.cleared = true;
      else endVisit(waiting, now, { result: 'skipped', reason: 'robots-disallowed' });
    }
  }

  /** The host named a time: it is not asked before, by nobody. */
  #isLeftAlone(view: HostView, group: readonly WaitingVisit[], now: number): boolean {
    const { notBefore = 0 } = view.doc ?? {};
    if (notBefore <= now) return false;
    const until = new Date(notBefore).toISOString();
    if (notBefore - now > this.#facts.run.config.giveUpAfterMs) {
      endAll(group, now, `the host asked to be left alone until ${until}, longer than the job waits`);
      return true;
    }
    this.waitingFor = `its host, which asked to be left alone until ${until}`;
    this.#holdUntil(group, notBefore);
    return true;
  }

  /** An open circuit holds everything. A run that saw the host fail for longer than it waits gives up. */
  #isBroken(view: HostView, group: readonly WaitingVisit[], now: number): boolean {
    const { doc } = view;
    if (doc === null) return false;
    const { giveUpAfterMs } = this.#facts.run.config;
    if (isGivenUp(doc, { wantedSince: wantedSince(group), giveUpAfterMs, now })) {
      endAll(group, now, `the host gave ${failuresInWords(doc)}`);
      return true;
    }
    const circuit = this.#circuit(doc, group);
    if (circuitMode(circuit, now) !== 'open') return false;
    this.waitingFor = `its host, which gave ${failuresInWords(doc)}; asked again at ${new Date(circuit.openUntil).toISOString()}`;
    this.#holdUntil(group, circuit.openUntil);
    return true;
  }

  #circuit(doc: Host, group: readonly WaitingVisit[]): Host {
    const { giveUpAfterMs } = this.#facts.run.config;
    return circuitOfRun(doc, { wantedSince: wantedSince(group), giveUpAfterMs });
  }

  #holdUntil(group: readonly WaitingVisit[], until: number): void {
    this.lookAgainAt = until;
    for (const waiting of group) postpone(waiting, until);
  }

  /** One page at a time, whoever's it is, until the host answers. */
  async #chooseProbe(
    view: HostView,
    open: readonly WaitingVisit[],
    now: number,
  ): Promise<readonly WaitingVisit[]> {
    this.waitingFor = 'its host, which kept failing: one page at a time shows whether it answers again';
    const mayAsk = (doc: Host): boolean => circuitMode(this.#circuit(doc, open), now) === 'half-open';
    const visit = await this.#probe.next(view, { open, now, mayAsk });
    this.lookAgainAt = this.#probe.lookAgainAt;
    if (visit === null) return [];
    if (this.delayMs > 0 && !visit.slotted) {
      await this.#reserve(view, [visit], now);
      if (!visit.slotted) await this.#probe.release(view);
    }
    return visit.dueAt <= now && (visit.slotted || this.delayMs === 0) ? [visit] : [];
  }

  #room(view: HostView): number {
    const inFlight = view.inFlight.get(this.#facts.run._id) ?? 0;
    return Math.max(0, inFlightCap(this.delayMs) - inFlight);
  }

  async #reserve(view: HostView, unslotted: readonly WaitingVisit[], now: number): Promise<void> {
    const wanted = { count: unslotted.length, delayMs: this.delayMs, now, windowMs: SLOT_WINDOW_MS };
    const { first, count } = await this.#ports.hosts.reserve(this.#host, wanted);
    this.waitingFor = `its turn: one request every ${this.delayMs} ms for this host`;
    if (count === 0) return this.#waitForSlots(view, unslotted, now);
    for (const [index, waiting] of unslotted.slice(0, count).entries()) {
      waiting.dueAt = first + index * this.delayMs;
      waiting.slotted = true;
    }
    this.lookAgainAt = Math.max(now + LOOK_AGAIN_MS, first + (count - 1) * this.delayMs);
  }

  /** Due when slots can be had again: a wait that is long is handed back, not held. */
  #waitForSlots(view: HostView, unslotted: readonly WaitingVisit[], now: number): void {
    this.lookAgainAt = Math.max(now + LOOK_AGAIN_MS, (view.doc?.nextAt ?? 0) - SLOT_WINDOW_MS);
    this.turn.waitForSlots(this.lookAgainAt);
    for (const waiting of unslotted) waiting.dueAt = this.lookAgainAt;
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
    // Only now: whoever asks next has to know what this one was told.
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

  /** The chunk is done with this host: others need not wait for leases of its. */
  async leave(): Promise<void> {
    if (this.#view === null) return;
    await this.#probe.leave(this.#view);
    await this.#robots.leave(this.#view);
  }

  takeRobots(answer: ScrapeAnswer): void {
    if (this.#robots.take(answer)) this.lookAgainAt = 0;
  }
}

/** A slot is a time: what waits for longer needs another one. Kept, they would all be due at once. */
function postpone(waiting: WaitingVisit, until: number): void {
  if (waiting.dueAt >= until) return;
  waiting.dueAt = until;
  waiting.slotted = false;
}

/** Slots from before a refusal are void, whoever saw it: the host asked for patience. */
function giveUpSlots(view: HostView, open: readonly WaitingVisit[], now: number): void {
  const refusedUntil = Math.max(view.refusedUntil, view.doc?.notBefore ?? 0);
  for (const waiting of open) {
    if (!waiting.slotted || waiting.dueAt >= refusedUntil) continue;
    waiting.slotted = false;
    waiting.dueAt = now;
  }
}

/** Since when the run waits for this host; not shorter for those of its pages that were found later. */
function wantedSince(group: readonly WaitingVisit[]): number {
  return Math.min(...group.map(({ visit }) => visit.firstDueAt));
}

function endAll(group: readonly WaitingVisit[], now: number, detail: string): void {
  for (const waiting of group)
    endVisit(waiting, now, { result: 'failed', reason: 'host-unavailable', detail });
}
