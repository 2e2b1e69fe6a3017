// How fast a host may be asked, and how long to wait after a refusal. Small functions, each with its reason.

/** Pause between two requests to a host nobody said anything about. */
export const DEFAULT_DELAY_MS = 1_000;

/** Robots files may ask for absurd delays; beyond this a crawl would never end, so the job is told instead. */
const MAX_DELAY_MS = 600_000;

/** Slots are reserved while the next free one lies within this. */
export const SLOT_WINDOW_MS = 5_000;

export interface PaceFacts {
  readonly jobDelayMs?: number | undefined;
  readonly crawlDelayMs: number | null;
  /** The operator's own host: no pause unless somebody asks for one. */
  readonly own: boolean;
  /** Extra pause a host earned by refusing. */
  readonly penaltyMs: number;
}

export function delayMsOf({ jobDelayMs, crawlDelayMs, own, penaltyMs }: PaceFacts): number {
  const base = own ? (jobDelayMs ?? 0) : Math.max(DEFAULT_DELAY_MS, jobDelayMs ?? 0);
  return Math.min(MAX_DELAY_MS, Math.max(base, crawlDelayMs ?? 0, penaltyMs));
}

/** Who asked for the pause that `delayMsOf` arrives at; `floor`: the job asks for less than a host gets that is not the operator's. */
export type DelayCause = 'robots' | 'refusals' | 'job' | 'floor' | 'default';

export function delayCauseOf(facts: PaceFacts): DelayCause {
  const delayMs = delayMsOf(facts);
  if (delayMs <= facts.penaltyMs) return 'refusals';
  if (delayMs <= (facts.crawlDelayMs ?? 0)) return 'robots';
  if (delayMs <= (facts.jobDelayMs ?? 0)) return 'job';
  return facts.jobDelayMs === undefined ? 'default' : 'floor';
}

/** Hosts without a pause have no slot to miss; this is how long a message for them is good. */
const UNPACED_SEND_MS = 5_000;
/** Less than this a message may need to its scraper and from there to the site, on a machine with other things to do. */
const LEAST_SEND_MS = 250;

/**
 * How long after its slot a request may still be sent. With a quarter of the pause, two requests lie three quarters of it
 * apart where the second one comes at its slot: a quarter is left for what connections take. Pauses below a second, which
 * only the operator's own hosts have, are kept on average.
 */
export function sendToleranceMs(delayMs: number): number {
  return delayMs > 0 ? Math.max(LEAST_SEND_MS, delayMs / 4) : UNPACED_SEND_MS;
}

/** Requests in flight to one host from one run. A paced host gets few; an own host as many as it can take. */
export function inFlightCap(delayMs: number): number {
  return delayMs > 0 ? 4 : 32;
}

/** A refusal doubles the pause, from a second up. */
export function raisedPenaltyMs(delayMs: number): number {
  return Math.min(MAX_DELAY_MS, Math.max(1_000, delayMs * 2));
}

/** Every success lets half of the penalty go. */
export function decayedPenaltyMs(penaltyMs: number): number {
  return penaltyMs < 200 ? 0 : Math.floor(penaltyMs / 2);
}

const BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 300_000;

/**
 * Wait before the next attempt: doubling, with jitter so that pages that failed together don't return together. What the
 * host asked for (Retry-After) is the least. `random` is 0 to 1.
 */
export function backOffMs(attempt: number, retryAfterMs: number | undefined, random: number): number {
  const full = Math.min(MAX_BACK_OFF_MS, BACK_OFF_MS * 2 ** (attempt - 1));
  const jittered = full / 2 + (full / 2) * random;
  return Math.max(Math.round(jittered), retryAfterMs ?? 0);
}

/** No host's word is taken for longer than that: a week without a look is what a mistyped header may cost. */
export const LONGEST_WAIT_MS = 7 * 86_400_000;
/** A next slot this far behind what the host asked for comes from a clock that jumped. */
const ABSURD_MS = 3_600_000;

export function isAbsurdWait(
  { nextAt, notBefore }: { readonly nextAt: number; readonly notBefore: number },
  now: number,
): boolean {
  return nextAt > Math.max(now, Math.min(notBefore, now + LONGEST_WAIT_MS)) + ABSURD_MS;
}
