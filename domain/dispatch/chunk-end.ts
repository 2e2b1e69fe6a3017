// When a chunk stops asking, and when it hands on what it has: answered visits must not wait for the others, and a host
// that does not answer must not hold up those that do.
import type { WaitingVisit } from './waiting-visit.ts';

export interface ChunkLimits {
  /** A visit that is not due within this is handed back, in ms. */
  readonly horizonMs: number;
  /** Nothing new is asked for after this. */
  readonly maxMs: number;
  /** Nothing new is asked for this long after the first answer. */
  readonly showMs: number;
  /** What was asked for until then may take this much longer. */
  readonly graceMs: number;
  /** Nothing has moved for this long, and there are answers: what is left is handed back. */
  readonly stallMs: number;
  /** The same for a chunk without any answer yet, whose results nobody waits for. */
  readonly silenceMs: number;
}

/** A page shows within ten seconds of its fetch: this, and a moment for the stages behind. */
export const PAGE_LIMITS: ChunkLimits = {
  horizonMs: 6_000,
  maxMs: 600_000,
  showMs: 7_500,
  graceMs: 1_000,
  stallMs: 2_500,
  silenceMs: 5_000,
};

/** Documents of a source are read together: nobody waits for the first of them. */
export const SOURCE_LIMITS: ChunkLimits = {
  horizonMs: 60_000,
  maxMs: 600_000,
  showMs: Number.POSITIVE_INFINITY,
  graceMs: 0,
  stallMs: Number.POSITIVE_INFINITY,
  silenceMs: Number.POSITIVE_INFINITY,
};

/** All times in epoch ms. */
export interface ChunkState {
  readonly startedAt: number;
  /** Null before the first visit has ended. */
  readonly firstEndAt: number | null;
  /** When something was last asked or answered, or its turn waited for. */
  readonly movedAt: number;
  /** Something will be asked within the horizon. */
  readonly isSomethingDue: boolean;
}

/**
 * `rest`: the visits that were not asked for are handed back, but for those with a slot in a moment; `leave`: all are, those
 * that were asked for too.
 */
export type ChunkStep = 'go-on' | 'rest' | 'leave';

export function nextChunkStep(state: ChunkState, limits: ChunkLimits, now: number): ChunkStep {
  const { startedAt, firstEndAt, movedAt, isSomethingDue } = state;
  const patienceMs = firstEndAt === null ? limits.silenceMs : limits.stallMs;
  if (!isSomethingDue && now - movedAt >= patienceMs) return 'leave';
  if (now - startedAt >= limits.maxMs) return 'rest';
  if (firstEndAt === null || now - firstEndAt < limits.showMs) return 'go-on';
  return now - firstEndAt < limits.showMs + limits.graceMs ? 'rest' : 'leave';
}

type Visits = readonly Pick<WaitingVisit, 'mode' | 'dueAt' | 'replyBy'>[];

/** Something waits for a time that comes until `horizon`. */
export function isSomethingDue(visits: Visits, now: number, horizon: number): boolean {
  return visits.some(({ mode, dueAt }) => mode === 'waiting' && dueAt > now && dueAt <= horizon);
}

/** Nothing is out, and what is left is due later than that. */
export function isNothingSoon(visits: Visits, horizon: number): boolean {
  return visits.every(({ mode, dueAt }) => mode === 'done' || (mode === 'waiting' && dueAt > horizon));
}

/** When a visit is due, or an answer is overdue. */
export function nextTime(visits: Visits, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { mode, dueAt, replyBy } of visits) {
    if (mode === 'waiting' && dueAt > now) next = Math.min(next, dueAt);
    else if (mode === 'sent') next = Math.min(next, replyBy);
  }
  return next;
}
