// How fast a host may be asked, and how long to wait after a refusal. Small functions, each with its reason.
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';

/** Pause between two requests to a host for which neither job nor robots.txt asks for one. */
export const DEFAULT_DELAY_MS = 1_000;

/**
 * Longest pause taken from a robots.txt; a longer one would make a crawl endless, so the job is told instead.
 */
const MAX_DELAY_MS = 600_000;

/** A slot is reserved only if it lies within this time from now. */
export const SLOT_WINDOW_MS = 5_000;

export interface PaceFacts {
  readonly jobDelayMs?: number | undefined;
  readonly crawlDelayMs: number | null;
  /** The operator's own host: it gets no pause unless the job or robots.txt asks for one. */
  readonly own: boolean;
  /** Extra pause after refusals of the host, in ms. */
  readonly penaltyMs: number;
}

export function delayMsOf({ jobDelayMs, crawlDelayMs, own, penaltyMs }: PaceFacts): number {
  const base = own ? (jobDelayMs ?? 0) : Math.max(DEFAULT_DELAY_MS, jobDelayMs ?? 0);
  return Math.min(MAX_DELAY_MS, Math.max(base, crawlDelayMs ?? 0, penaltyMs));
}

/** Who asked for the pause; `floor`: the job asked for less than a host gets that is not the operator's. */
export type DelayCause = 'robots' | 'refusals' | 'job' | 'floor' | 'default';

export function delayCauseOf(facts: PaceFacts): DelayCause {
  const delayMs = delayMsOf(facts);
  if (delayMs <= facts.penaltyMs) return 'refusals';
  if (delayMs <= (facts.crawlDelayMs ?? 0)) return 'robots';
  if (delayMs <= (facts.jobDelayMs ?? 0)) return 'job';
  return facts.jobDelayMs === undefined ? 'default' : 'floor';
}

/** A host without a pause has no slots; a message for it is valid this long. */
const UNPACED_SEND_MS = 5_000;
/** Time a message needs to reach its scraper and the request to reach the site, on a busy machine. */
const LEAST_SEND_MS = 250;

/**
 * How long after its slot a request may still be sent. With a quarter of the pause, a late request and the
 * next one in its slot lie three quarters of the pause apart; the quarter covers the time connections take.
 * Pauses below a second, which only the operator's own hosts have, are kept on average.
 */
export function sendToleranceMs(delayMs: number): number {
  return delayMs > 0 ? Math.max(LEAST_SEND_MS, delayMs / 4) : UNPACED_SEND_MS;
}

/** How many requests in a row, the first at `from`, are due by `until`; epoch ms. */
export function slotsUntil(until: number, { from, delayMs }: { from: number; delayMs: number }): number {
  return delayMs > 0 ? Math.max(0, Math.floor((until - from) / delayMs) + 1) : Number.POSITIVE_INFINITY;
}

/** What a page asks of its host by itself holds up the next page of that host for so long at most, ms. */
const MAX_CALLS_MS = 60_000;

/**
 * Slots that the calls of a page take, afterwards: a page that waited for a slot before each would not come in time. A list without end
 * makes hundreds, and its host would be left alone for many minutes because of one page; so they are bounded.
 */
export function slotsOfCalls(
  sent: number,
  { delayMs, mostMs = MAX_CALLS_MS }: { readonly delayMs: number; readonly mostMs?: number | undefined },
): number {
  return delayMs > 0 ? Math.min(sent, Math.max(1, Math.floor(mostMs / delayMs))) : 0;
}

/** Most requests in flight to one host from one run: few for a paced host, more for an own host. */
export function inFlightCap(delayMs: number): number {
  return delayMs > 0 ? 4 : 32;
}

/** A refusal doubles the pause, to at least a second. */
export function raisedPenaltyMs(delayMs: number): number {
  return Math.min(MAX_DELAY_MS, Math.max(1_000, delayMs * 2));
}

/** Every success halves the penalty. */
export function decayedPenaltyMs(penaltyMs: number): number {
  return penaltyMs < 200 ? 0 : Math.floor(penaltyMs / 2);
}

const BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 300_000;

/**
 * Wait before the next attempt, in ms: doubling, with jitter so that pages that failed together do not return
 * together. It is at least what the host asked for (Retry-After). `random` is 0 to 1.
 */
export function backOffMs(attempt: number, retryAfterMs: number | undefined, random: number): number {
  const full = Math.min(MAX_BACK_OFF_MS, BACK_OFF_MS * 2 ** (attempt - 1));
  const jittered = full / 2 + (full / 2) * random;
  return Math.max(Math.round(jittered), retryAfterMs ?? 0);
}

/** Longest wait taken from a host: a mistyped header costs at most a week without a look. */
export const MAX_WAIT_MS = 7 * DAY_MS;
/** A next slot that lies this far after `notBefore` comes from a clock that jumped. */
const ABSURD_MS = HOUR_MS;

export function isAbsurdWait(
  { nextAt, notBefore }: { readonly nextAt: number; readonly notBefore: number },
  now: number,
): boolean {
  return nextAt > Math.max(now, Math.min(notBefore, now + MAX_WAIT_MS)) + ABSURD_MS;
}
