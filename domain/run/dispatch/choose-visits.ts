// Which visits a host may be asked for now, and what is needed first. It looks in this order: whether somebody has
// paused it, what the host asked for, its circuit, robots.txt, the chunk's turn, the cap on requests in flight, and slots of the host.
import type { ReasonCode } from '../outcome.ts';
import {
  type Circuit,
  circuitMode,
  circuitOfRun,
  failuresInWords,
  isGivenUp,
} from '../../web/politeness/circuit.ts';
import { PAUSE_AGAIN_MS, type HostPause, pauseInWords, pauseNow } from '../../web/politeness/host-pause.ts';
import {
  type RobotsCache,
  type RobotsState,
  isRobotsGivenUp,
  robotsRetryMs,
} from '../../web/politeness/robots-cache.ts';

/** All times in epoch ms. */
export interface QueuedVisit {
  /** `firstDueAt`: since when the run wants the page. */
  readonly visit: { readonly firstDueAt: number };
  readonly kind: string;
  readonly url: string;
  readonly dueAt: number;
  /** `dueAt` is a slot of the host. */
  readonly slotted: boolean;
  /** Robots rules allow it. */
  readonly cleared: boolean;
}

interface HostDocument extends Circuit {
  /** Until when the host itself asked to be left alone; epoch ms. */
  readonly notBefore: number;
  readonly robots?: RobotsCache;
  /** Somebody has paused it. */
  readonly held?: HostPause;
}

/** What one chunk of a run knows of a host. */
export interface HostFacts {
  /** The host's document; null when the host was never asked for anything. */
  readonly doc: HostDocument | null;
  /** Pause between two requests, in ms; 0 for the operator's own hosts. */
  readonly delayMs: number;
  /** Null where the run does not obey robots.txt. */
  readonly robots: { readonly state: RobotsState; readonly allows: (url: string) => boolean } | null;
  /** The host refused a request: its slots before this time are void. Epoch ms. */
  readonly refusedUntil: number;
  /** Requests that may be sent in addition to those in flight. */
  readonly room: number;
  /** Slots of the host that come before the chunk hands back what is not done; the visits beyond wait for the next chunk. */
  readonly slots: number;
  /** No chunk cut earlier has visits for the host. */
  readonly isFirst: boolean;
  /** How long the run waits for a host, in ms. */
  readonly giveUpAfterMs: number;
}

interface VisitEnd<V> {
  readonly visit: V;
  readonly ending: {
    readonly result: 'failed' | 'skipped';
    readonly reason: ReasonCode;
    readonly detail?: string;
  };
}

/**
 * What is needed before more visits can be sent: robots.txt, one visit as a probe, or slots for these visits.
 */
export type Wish<V> =
  | { readonly for: 'robots' }
  | { readonly for: 'probe'; readonly among: readonly V[]; readonly wantedSince: number }
  | { readonly for: 'slots'; readonly visits: readonly V[] };

export interface HostChoice<V> {
  readonly ends: readonly VisitEnd<V>[];
  /** Robots rules allow these visits. */
  readonly clears: readonly V[];
  /** The slots of these visits are void; they are due now, without a slot. */
  readonly voids: readonly V[];
  /** All visits that are left wait until this time, if set. Epoch ms. */
  readonly holdUntil?: number;
  readonly send: readonly V[];
  readonly wish?: Wish<V>;
  /** Nothing can be chosen before this time, if it is known. Epoch ms. */
  readonly lookAgainAt?: number;
  /** What the visits wait for, in words. */
  readonly waitingFor?: string;
  /** Visits that are due and want to be sent; other chunks wait for this chunk's turn. */
  readonly ready: readonly V[];
  /** Visits of a chunk that was cut earlier go first. */
  readonly isBehind: boolean;
}

/** The cap is reached, perhaps by other chunks of the run: look again after this. */
const FULL_MS = 25;
/** Other visits hold the slots of the slot window: look again after this. */
export const LOOK_AGAIN_MS = 250;

const NOTHING = { ends: [], clears: [], voids: [], send: [], ready: [], isBehind: false } as const;

/** One look at a host. */
interface Look<V> extends HostFacts {
  readonly visits: readonly V[];
  readonly now: number;
  /** Since when the run waits for this host, by the earliest of its visits. Epoch ms. */
  readonly wantedSince: number;
}

export function chooseVisits<V extends QueuedVisit>(
  host: HostFacts,
  visits: readonly V[],
  now: number,
): HostChoice<V> {
  const wantedSince = Math.min(...visits.map(({ visit }) => visit.firstDueAt));
  const look = { ...host, visits, now, wantedSince };
  return paused(look) ?? askedForPatience(look) ?? broken(look) ?? unreadRobots(look) ?? amongAllowed(look);
}

/** Nobody asks a paused host, and nothing fails for that. */
function paused<V>({ doc, now }: Look<V>): HostChoice<V> | null {
  const held = pauseNow(doc ?? {}, now);
  if (held === null) return null;
  return hold(
    Math.min(held.until ?? Infinity, now + PAUSE_AGAIN_MS),
    `its host, which is ${pauseInWords(held)}`,
  );
}

/** The host named a time (Retry-After): no run asks it before. */
function askedForPatience<V>({ doc, giveUpAfterMs, visits, now }: Look<V>): HostChoice<V> | null {
  const { notBefore = 0 } = doc ?? {};
  if (notBefore <= now) return null;
  const until = new Date(notBefore).toISOString();
  if (notBefore - now <= giveUpAfterMs)
    return hold(notBefore, `its host, which asked to be left alone until ${until}`);
  return unavailable(visits, `the host asked to be left alone until ${until}, longer than the job waits`);
}

/**
 * An open circuit holds all visits. A run that saw the host fail for longer than `giveUpAfterMs` gives up.
 */
function broken<V>(look: Look<V>): HostChoice<V> | null {
  const { doc, visits, now } = look;
  if (doc === null) return null;
  if (isGivenUp(doc, look)) return unavailable(visits, `the host gave ${failuresInWords(doc)}`);
  const circuit = circuitOfRun(doc, look);
  if (circuitMode(circuit, now) !== 'open') return null;
  const again = new Date(circuit.openUntil).toISOString();
  return hold(circuit.openUntil, `its host, which gave ${failuresInWords(doc)}; asked again at ${again}`);
}

/** Nothing is asked before robots.txt is read; an unreadable one is tried again, and given up at last. */
function unreadRobots<V extends QueuedVisit>(look: Look<V>): HostChoice<V> | null {
  const { doc, now, giveUpAfterMs } = look;
  const state = look.robots?.state ?? 'known';
  if (state === 'known') return null;
  const robots = doc?.robots;
  if (robots !== undefined && isRobotsGivenUp(robots, look)) {
    const { reason = 'robots-unreachable', text } = robots;
    return amongAllowed(look, { result: 'failed', reason, detail: text });
  }
  if (state === 'missing')
    return { ...NOTHING, wish: { for: 'robots' }, waitingFor: 'the robots.txt of its host' };
  const againAt = Math.max(now, (robots?.fetchedAt ?? now) + robotsRetryMs(giveUpAfterMs)) + 1;
  return hold(againAt, 'the robots.txt of its host, which can not be read');
}

/** `lost`: the ending of visits whose robots rules could not be read. */
function amongAllowed<V extends QueuedVisit>(look: Look<V>, lost?: VisitEnd<V>['ending']): HostChoice<V> {
  const judged = judge(look, lost);
  const ended = new Set(judged.ends.map(({ visit }) => visit));
  const open = look.visits.filter((visit) => !ended.has(visit));
  return { ...NOTHING, ...(open.length === 0 ? {} : amongOpen(look, open)), ...judged };
}

function judge<V extends QueuedVisit>(
  { robots, visits }: Look<V>,
  lost: VisitEnd<V>['ending'] | undefined,
): Pick<HostChoice<V>, 'ends' | 'clears'> {
  const ends: VisitEnd<V>[] = [];
  const clears: V[] = [];
  if (robots === null) return { ends, clears };
  for (const visit of visits) {
    if (visit.cleared || visit.kind === 'robots') continue;
    if (lost !== undefined) ends.push({ visit, ending: lost });
    else if (robots.allows(visit.url)) clears.push(visit);
    else ends.push({ visit, ending: { result: 'skipped', reason: 'robots-disallowed' } });
  }
  return { ends, clears };
}

function amongOpen<V extends QueuedVisit>(look: Look<V>, open: readonly V[]): Partial<HostChoice<V>> {
  const { doc, now, wantedSince, slots } = look;
  const voids = voided(look, open);
  if (doc !== null && circuitMode(circuitOfRun(doc, look), now) === 'half-open') {
    const waitingFor = 'its host, which kept failing: one page at a time shows whether it answers again';
    return { voids, wish: { for: 'probe', among: open, wantedSince }, waitingFor };
  }
  const isVoid = new Set(voids);
  const hasSlot = (visit: V): boolean => visit.slotted && !isVoid.has(visit);
  const ready = open
    .filter((visit) => !hasSlot(visit) && (visit.dueAt <= now || isVoid.has(visit)))
    .slice(0, slots);
  const due = open.filter((visit) => hasSlot(visit) && visit.dueAt <= now);
  return { voids, ready, ...inTurn(look, { ready, due }) };
}

/** Visits with slots from before a refusal, whichever chunk saw it: the host asked for patience. */
function voided<V extends QueuedVisit>({ doc, refusedUntil }: Look<V>, open: readonly V[]): V[] {
  const until = Math.max(refusedUntil, doc?.notBefore ?? 0);
  return open.filter(({ slotted, dueAt }) => slotted && dueAt < until);
}

/** Visits with a slot go at its time; the others go or ask for slots when it is the chunk's turn. */
function inTurn<V>(
  { delayMs, room, isFirst, now }: Look<V>,
  { ready, due }: { ready: readonly V[]; due: readonly V[] },
): Partial<HostChoice<V>> {
  const isBehind = ready.length > 0 && !isFirst;
  const behind = {
    isBehind,
    waitingFor: 'its turn: visits that were cut before it go first',
    lookAgainAt: now + (delayMs === 0 ? FULL_MS : LOOK_AGAIN_MS),
  };
  const turn = isBehind ? behind : { isBehind };
  if (room === 0) return { ...turn, lookAgainAt: now + FULL_MS };
  const send = due.slice(0, room);
  const next = isBehind ? [] : ready;
  if (delayMs === 0) return { ...turn, send: [...send, ...next.slice(0, room - send.length)] };
  return { ...turn, send, ...(next.length === 0 ? {} : { wish: { for: 'slots', visits: next } }) };
}

function hold<V>(until: number, waitingFor: string): HostChoice<V> {
  return { ...NOTHING, holdUntil: until, lookAgainAt: until, waitingFor };
}

function unavailable<V>(visits: readonly V[], detail: string): HostChoice<V> {
  const ending = { result: 'failed', reason: 'host-unavailable', detail } as const;
  return { ...NOTHING, ends: visits.map((visit) => ({ visit, ending })) };
}
