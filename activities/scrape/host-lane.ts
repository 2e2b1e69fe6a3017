// One host as seen from one chunk: which of its visits may go out now. Robots first, then the circuit, the cap of what is
// in flight, and the shared slots.
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';
import type { HostNews } from '../../domain/dispatch/settle-answer.ts';
import { type WaitingVisit, endVisit } from '../../domain/dispatch/waiting-visit.ts';
import { CIRCUIT_THRESHOLD, delayMsOf, inFlightCap } from '../../domain/politeness/pace.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import {
  type HostView,
  ROBOTS_RETRY_MS,
  allows,
  countInFlight,
  crawlDelayOf,
  robotsState,
} from './host-book.ts';
import { RobotsFetch } from './robots-fetch.ts';

/** Slots are reserved while the next free one lies within this. */
const WINDOW_MS = 5_000;
/** As much as may be is in flight, some of it for other chunks of the run: look again then. */
const FULL_MS = 25;
/** The slots of the window are taken by others: look again then. */
const LOOK_AGAIN_MS = 250;

export class HostLane {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #host: string;
  readonly #robots: RobotsFetch;
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
    this.#robots = new RobotsFetch(ports, facts, at);
  }

  /** Visits to send now; slots of the near future are noted on the visits. Ends those that may never go. */
  async choose(group: readonly WaitingVisit[], now: number): Promise<WaitingVisit[]> {
    if (this.lookAgainAt > now && group.every((waiting) => waiting.dueAt > now)) return [];
    const view = await this.#load(now);
    const open = await this.#clear(view, group, now);
    if (open.length === 0) return [];
    if (this.#isBroken(view, open, now)) return [];
    giveUpSlots(view, open, now);
    const room = this.#room(view);
    if (room === 0) {
      this.lookAgainAt = now + FULL_MS;
      return [];
    }
    const due = open.filter((waiting) => waiting.dueAt <= now && waiting.slotted).slice(0, room);
    const unslotted = open.filter((waiting) => !waiting.slotted && waiting.dueAt <= now);
    if (this.delayMs === 0) return [...due, ...unslotted.slice(0, room - due.length)];
    if (unslotted.length > 0) await this.#reserve(view, unslotted, now);
    return [...due, ...unslotted.filter((waiting) => waiting.slotted && waiting.dueAt <= now)].slice(0, room);
  }

  async #load(now: number): Promise<HostView> {
    const view = await this.#ports.hostBook.view(this.#host, now);
    this.#view = view;
    const { config } = this.#facts.run;
    this.delayMs = delayMsOf({
      jobDelayMs: config.fetch.delayMs,
      crawlDelayMs: config.fetch.obeyRobots ? crawlDelayOf(view, this.#facts.userAgent) : null,
      own: this.#ports.ownHosts.includes(this.#host),
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
    const state = robotsState(view, now);
    if (state === 'missing') {
      this.waitingFor = 'the robots.txt of its host';
      this.lookAgainAt = await this.#robots.advance(view, now);
      return [];
    }
    if (state === 'unreachable' && this.#waitsForRobots(view, group, now)) return [];
    for (const waiting of group) {
      if (waiting.cleared || waiting.kind === 'robots') continue;
      if (state === 'unreachable') {
        const { reason = 'robots-unreachable', text = '' } = view.doc?.robots ?? {};
        endVisit(waiting, now, { result: 'failed', reason, detail: text });
      } else if (allows(view, this.#facts.userAgent, waiting.url)) waiting.cleared = true;
      else endVisit(waiting, now, { result: 'skipped', reason: 'robots-disallowed' });
    }
    return group.filter((waiting) => waiting.mode === 'waiting');
  }

  /** What keeps it from being read may be over in a minute: it is waited for like a host that fails. */
  #waitsForRobots(view: HostView, group: readonly WaitingVisit[], now: number): boolean {
    const giveUpAt = view.robotsDownSince + this.#facts.run.config.giveUpAfterMs;
    if (now > giveUpAt) return false;
    const askedAt = view.doc?.robots?.fetchedAt ?? now;
    this.lookAgainAt = Math.min(askedAt + ROBOTS_RETRY_MS, giveUpAt) + 1;
    this.waitingFor = 'the robots.txt of its host, which can not be read';
    for (const waiting of group) postpone(waiting, this.lookAgainAt);
    return true;
  }

  /** An open circuit holds everything; after it, one probe at a time until the host answers. */
  #isBroken(view: HostView, open: readonly WaitingVisit[], now: number): boolean {
    const { doc } = view;
    if (doc === null || doc.failedInRow < CIRCUIT_THRESHOLD) return false;
    const { giveUpAfterMs } = this.#facts.run.config;
    // Its failures were seen by another dispatcher: from here they count from now on.
    if (view.failingSince === 0) view.failingSince = now;
    if (now - view.failingSince > giveUpAfterMs) {
      const detail = `the host answered nothing but failures for ${Math.round((now - view.failingSince) / 1_000)} s`;
      for (const waiting of open)
        endVisit(waiting, now, { result: 'failed', reason: 'host-unavailable', detail });
      return true;
    }
    if (doc.openUntil <= now) return false;
    this.waitingFor = `its host, which keeps failing (circuit open until ${new Date(doc.openUntil).toISOString()})`;
    this.lookAgainAt = Math.min(doc.openUntil, view.failingSince + giveUpAfterMs + 1);
    for (const waiting of open) postpone(waiting, this.lookAgainAt);
    return true;
  }

  #room(view: HostView): number {
    const inFlight = view.inFlight.get(this.#facts.run._id) ?? 0;
    const cap = (view.doc?.failedInRow ?? 0) >= CIRCUIT_THRESHOLD ? 1 : inFlightCap(this.delayMs);
    return Math.max(0, cap - inFlight);
  }

  async #reserve(view: HostView, unslotted: readonly WaitingVisit[], now: number): Promise<void> {
    const wanted = { count: unslotted.length, delayMs: this.delayMs, now, windowMs: WINDOW_MS };
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
    const { nextAt = 0, failedInRow = 0 } = view.doc ?? {};
    if (failedInRow > 0 && nextAt - now > this.#facts.run.config.giveUpAfterMs) {
      const detail = `the host asked to be left alone until ${new Date(nextAt).toISOString()}`;
      for (const waiting of unslotted)
        endVisit(waiting, now, { result: 'failed', reason: 'host-unavailable', detail });
      return;
    }
    this.lookAgainAt = Math.max(now + LOOK_AGAIN_MS, nextAt - WINDOW_MS);
    for (const waiting of unslotted) waiting.dueAt = this.lookAgainAt;
  }

  left(): void {
    if (this.#view !== null) countInFlight(this.#view, this.#facts.run._id, 1);
  }

  landed(): void {
    if (this.#view !== null) countInFlight(this.#view, this.#facts.run._id, -1);
  }

  async note(news: HostNews, now: number, retryAfterMs: number | undefined): Promise<void> {
    const view = this.#view ?? (await this.#load(now));
    const { hostBook } = this.#ports;
    if (news === 'fine') await hostBook.noteFine(view);
    else if (news === 'failing') await hostBook.noteFailure(view, now);
    else if (news === 'refusing')
      await hostBook.noteRefusal(view, { now, delayMs: this.delayMs, retryAfterMs });
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

/** Slots from before a refusal are void: the host asked for patience. */
function giveUpSlots(view: HostView, open: readonly WaitingVisit[], now: number): void {
  for (const waiting of open) {
    if (!waiting.slotted || waiting.dueAt >= view.refusedUntil) continue;
    waiting.slotted = false;
    waiting.dueAt = now;
  }
}
