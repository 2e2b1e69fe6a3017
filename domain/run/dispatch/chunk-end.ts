// When a chunk stops asking, and when it hands on the answers it has. Answered visits must not wait for
// unanswered ones, and a host that does not answer must not hold up the others.
import type { WaitingVisit } from './waiting-visit.ts';

export interface ChunkLimits {
  /** A visit that is due later than this from now is handed back. */
  readonly horizonMs: number;
  /** No new request this long after the start of the chunk. */
  readonly maxMs: number;
  /** No new request this long after the first visit has ended. */
  readonly showMs: number;
  /** Added to `showMs`: how long requests that are out may still be answered. */
  readonly graceMs: number;
  /** With answers there already: after this long without any movement the rest is handed back. */
  readonly stallMs: number;
  /** The same without any answer yet: nobody waits for results, so it may be longer. */
  readonly silenceMs: number;
}

/** A page is to show within 10 s of its fetch: `showMs`, `graceMs` and a moment for the later stages. */
export const PAGE_LIMITS: ChunkLimits = {
  horizonMs: 6_000,
  maxMs: 600_000,
  showMs: 7_500,
  graceMs: 1_000,
  stallMs: 2_500,
  silenceMs: 5_000,
};

/** The documents of a source are handed on together, so the first one does not have to show soon. */
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
  /** When a request last went out, was answered, or waited for the chunk's turn. */
  readonly movedAt: number;
  /** A visit becomes due within the horizon. */
  readonly isSomethingDue: boolean;
}

/**
 * `rest`: visits that are not out are handed back, except those whose slot comes in a moment. `leave`: all
 * visits that are not done are handed back, including those that are out.
 */
export type ChunkMove = 'go-on' | 'rest' | 'leave';

export function nextChunkMove(state: ChunkState, limits: ChunkLimits, now: number): ChunkMove {
  const { startedAt, firstEndAt, movedAt, isSomethingDue } = state;
  const patienceMs = firstEndAt === null ? limits.silenceMs : limits.stallMs;
  if (!isSomethingDue && now - movedAt >= patienceMs) return 'leave';
  if (now - startedAt >= limits.maxMs) return 'rest';
  if (firstEndAt === null || now - firstEndAt < limits.showMs) return 'go-on';
  return now - firstEndAt < limits.showMs + limits.graceMs ? 'rest' : 'leave';
}

/**
 * A visit with a slot later than this would be handed back before it, and the slot would pass unused. Infinite before the first
 * visit has ended. Epoch ms.
 */
export function usableUntil(firstEndAt: number | null, { showMs, graceMs }: ChunkLimits): number {
  return firstEndAt === null ? Number.POSITIVE_INFINITY : firstEndAt + showMs + graceMs;
}

type Visits = readonly Pick<WaitingVisit, 'mode' | 'dueAt' | 'replyBy'>[];

/** A visit waits for a time between `now` and `horizon`. */
export function isSomethingDue(visits: Visits, now: number, horizon: number): boolean {
  return visits.some(({ mode, dueAt }) => mode === 'waiting' && dueAt > now && dueAt <= horizon);
}

/** No visit is out, and all that wait are due after `horizon`. */
export function isNothingSoon(visits: Visits, horizon: number): boolean {
  return visits.every(({ mode, dueAt }) => mode === 'done' || (mode === 'waiting' && dueAt > horizon));
}

/** The next time at which a visit is due or an answer overdue; infinite if there is none. Epoch ms. */
export function nextTime(visits: Visits, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { mode, dueAt, replyBy } of visits) {
    if (mode === 'waiting' && dueAt > now) next = Math.min(next, dueAt);
    else if (mode === 'sent') next = Math.min(next, replyBy);
  }
  return next;
}
