// Which visits a host may be asked for now, and what has to be found out first: what the host asked for and its circuit,
// then robots.txt, the turn of the chunk, the cap of what is in flight, and slots of the host.
import type { ReasonCode } from '../run/outcome.ts';
import { type Circuit, circuitMode, circuitOfRun, failuresInWords, isGivenUp } from './circuit.ts';
import { type RobotsCache, type RobotsState, isRobotsGivenUp, robotsRetryMs } from './robots-cache.ts';

/** All times in epoch ms. */
export interface QueuedVisit {
  /** `firstDueAt`: since when the run wants it. */
  readonly visit: { readonly firstDueAt: number };
  readonly kind: string;
  readonly url: string;
  readonly dueAt: number;
  /** `dueAt` is a slot of the host. */
  readonly slotted: boolean;
  /** Robots rules allow it. */
  readonly cleared: boolean;
}

export interface HostDocument extends Circuit {
  /** Until when the host itself asked to be left alone; epoch ms. */
  readonly notBefore: number;
  readonly robots?: RobotsCache;
}

/** A host as one chunk of a run sees it. */
export interface HostFacts {
  /** Its document; null when nobody has asked it anything. */
  readonly doc: HostDocument | null;
  /** Pause between two requests; 0 for hosts of the operator. */
  readonly delayMs: number;
  /** Null where the run does not obey robots.txt. */
  readonly robots: { readonly state: RobotsState; readonly allows: (url: string) => boolean } | null;
  /** The host refused: slots until then are void. Epoch ms. */
  readonly refusedUntil: number;
  /** Requests that may go on top of those in flight. */
  readonly room: number;
  /** No chunk that was cut before this one has visits for the host. */
  readonly isFirst: boolean;
  /** For how long the run waits for a host. */
  readonly giveUpAfterMs: number;
}

export interface VisitEnd<V> {
  readonly visit: V;
  readonly ending: {
    readonly result: 'failed' | 'skipped';
    readonly reason: ReasonCode;
    readonly detail?: string;
  };
}

/** What has to be had before more can go: the host's robots.txt, one visit as a probe, or slots for these visits. */
export type Wish<V> =
  | { readonly for: 'robots' }
  | { readonly for: 'probe'; readonly among: readonly V[]; readonly wantedSince: number }
  | { readonly for: 'slots'; readonly visits: readonly V[] };

export interface HostChoice<V> {
  readonly ends: readonly VisitEnd<V>[];
  /** Robots rules allow these. */
  readonly clears: readonly V[];
  /** Their slots are void: they are due now, without one. */
  readonly voids: readonly V[];
  /** Until when all that is left waits, if it does. */
  readonly holdUntil?: number;
  readonly send: readonly V[];
  readonly wish?: Wish<V>;
  /** Nothing can be chosen before, if that is known. */
  readonly lookAgainAt?: number;
  /** What it waits for, in words. */
  readonly waitingFor?: string;
  /** Visits are ready to go: other chunks wait for the turn of this one. */
  readonly ready: readonly V[];
  /** Those of a chunk that was cut before go first. */
  readonly isBehind: boolean;
}

/** As much as may be is in flight, some of it for other chunks of the run: look again then. */
const FULL_MS = 25;
/** The slots of the window are taken by others: look again then. */
export const LOOK_AGAIN_MS = 250;

const NOTHING = { ends: [], clears: [], voids: [], send: [], ready: [], isBehind: false } as const;

/** One look at a host. */
interface Look<V> extends HostFacts {
  readonly visits: readonly V[];
  readonly now: number;
  /** Since when the run waits for this host; not shorter for those of its pages that were found later. */
  readonly wantedSince: number;
}

export function chooseVisits<V extends QueuedVisit>(
  host: HostFacts,
  visits: readonly V[],
  now: number,
): HostChoice<V> {
  const wantedSince = Math.min(...visits.map(({ visit }) => visit.firstDueAt));
  const look = { ...host, visits, now, wantedSince };
  return askedForPatience(look) ?? broken(look) ?? unreadRobots(look) ?? amongAllowed(look);
}

/** The host named a time: it is not asked before, by nobody. */
function askedForPatience<V>({ doc, giveUpAfterMs, visits, now }: Look<V>): HostChoice<V> | null {
  const { notBefore = 0 } = doc ?? {};
  if (notBefore <= now) return null;
  const until = new Date(notBefore).toISOString();
  if (notBefore - now <= giveUpAfterMs)
    return hold(notBefore, `its host, which asked to be left alone until ${until}`);
  return unavailable(visits, `the host asked to be left alone until ${until}, longer than the job waits`);
}

/** An open circuit holds everything. A run that saw the host fail for longer than it waits gives up. */
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

/** `lost`: how visits end for which no robots rules could be read. */
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
  const { doc, now, wantedSince } = look;
  const voids = voided(look, open);
  if (doc !== null && circuitMode(circuitOfRun(doc, look), now) === 'half-open') {
    const waitingFor = 'its host, which kept failing: one page at a time shows whether it answers again';
    return { voids, wish: { for: 'probe', among: open, wantedSince }, waitingFor };
  }
  const isVoid = new Set(voids);
  const hasSlot = (visit: V): boolean => visit.slotted && !isVoid.has(visit);
  const ready = open.filter((visit) => !hasSlot(visit) && (visit.dueAt <= now || isVoid.has(visit)));
  const due = open.filter((visit) => hasSlot(visit) && visit.dueAt <= now);
  return { voids, ready, ...inTurn(look, { ready, due }) };
}

/** Slots from before a refusal, whoever saw it: the host asked for patience. */
function voided<V extends QueuedVisit>({ doc, refusedUntil }: Look<V>, open: readonly V[]): V[] {
  const until = Math.max(refusedUntil, doc?.notBefore ?? 0);
  return open.filter(({ slotted, dueAt }) => slotted && dueAt < until);
}

/** Visits with a slot go at their time, the others in the turn of the chunk: at once, or when they get slots. */
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
