// What this dispatcher knows of hosts: a copy of the shared document, at most two seconds old, with parsed
// robots rules, and the number of its own requests in flight.
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import type { RobotsCache } from '../../domain/web/politeness/robots-cache.ts';
import { nextCircuit } from '../../domain/web/politeness/circuit.ts';
import { decayedPenaltyMs, raisedPenaltyMs } from '../../domain/web/politeness/pace.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { ALLOW_ALL, type RobotsRules } from '../../domain/web/robots/rules.ts';
import { Turns } from './turns.ts';

const FRESH_MS = 2_000;
/** For a healthy host, successes are written at most this often. */
const FINE_MS = 60_000;
const MAX_HOSTS = 20_000;

export interface HostView {
  readonly host: string;
  doc: Host | null;
  loadedAt: number;
  rules: RobotsRules;
  rulesOf: RobotsCache | undefined;
  /** Until when the host asked for patience: slots reserved earlier are void. Epoch ms. */
  refusedUntil: number;
  readonly inFlight: Map<string, number>;
}

export class HostCache {
  readonly #hosts: HostStore;
  readonly #views = new Map<string, HostView>();
  readonly turns = new Turns();

  constructor(hosts: HostStore) {
    this.#hosts = hosts;
  }

  async view(host: string, now: number): Promise<HostView> {
    const view = this.#views.get(host) ?? newView(host);
    if (!this.#views.has(host)) {
      if (this.#views.size >= MAX_HOSTS) this.#views.clear();
      this.#views.set(host, view);
    }
    if (now - view.loadedAt > FRESH_MS) await this.reload(view, now);
    return view;
  }

  async reload(view: HostView, now: number): Promise<void> {
    view.doc = await this.#hosts.get(view.host);
    view.loadedAt = now;
    const robots = view.doc?.robots;
    if (robots === undefined || robots === view.rulesOf || robots.text === view.rulesOf?.text) return;
    view.rules = robots.status === 'rules' ? parseRobots(robots.text) : ALLOW_ALL;
    view.rulesOf = robots;
  }

  /** Slots up to `nextAt` are taken: known at once, not when the document is read again. */
  noteSlots(view: HostView, nextAt: number): void {
    view.doc = { ...(view.doc ?? newHost(view.host)), nextAt };
  }

  /** Notes a success, which lowers penalties. Writes only if there is something to lower, or to remember. */
  async noteFine(view: HostView, now: number): Promise<void> {
    const { doc } = view;
    if (doc === null) return;
    const isWell = doc.penaltyMs === 0 && doc.failedInRow === 0 && doc.openUntil === 0;
    if (isWell && now - doc.succeededAt < FINE_MS) return;
    const penaltyMs = decayedPenaltyMs(doc.penaltyMs);
    view.doc = { ...doc, penaltyMs, ...nextCircuit(doc, { kind: 'answered', at: now }) };
    await this.#hosts.noteSuccess(view.host, { penaltyMs, at: now });
  }

  async noteRefusal(
    view: HostView,
    refusal: { now: number; delayMs: number; retryAfterMs: number | undefined },
  ): Promise<void> {
    const { now, delayMs, retryAfterMs } = refusal;
    const penaltyMs = raisedPenaltyMs(Math.max(delayMs, view.doc?.penaltyMs ?? 0));
    const nextAt = now + (retryAfterMs ?? penaltyMs);
    const notBefore = retryAfterMs === undefined ? 0 : nextAt;
    view.refusedUntil = Math.max(view.refusedUntil, nextAt);
    // Noted before the penalty: the rule of the circuit needs the host's former `notBefore`.
    await this.#hosts.noteFailure(view.host, { at: now, pauseMs: delayMs });
    await this.#hosts.penalize(view.host, { penaltyMs, nextAt, notBefore, now, periodMs: penaltyMs });
    await this.reload(view, now);
  }

  async noteFailure(view: HostView, failure: { at: number; pauseMs: number }): Promise<void> {
    await this.#hosts.noteFailure(view.host, failure);
    await this.reload(view, failure.at);
  }
}

function newView(host: string): HostView {
  return {
    host,
    doc: null,
    loadedAt: 0,
    rules: ALLOW_ALL,
    rulesOf: undefined,
    refusedUntil: 0,
    inFlight: new Map(),
  };
}

export function countInFlight(view: HostView, runId: string, by: number): void {
  const next = (view.inFlight.get(runId) ?? 0) + by;
  if (next <= 0) view.inFlight.delete(runId);
  else view.inFlight.set(runId, next);
}
