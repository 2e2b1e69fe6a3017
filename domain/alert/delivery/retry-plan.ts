// When a delivery is tried again: soon after a hiccup, then ever more rarely, for about a day.
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../system/duration.ts';

/** Between an attempt and the next one; together about a day. */
export const RETRY_WAITS_MS: readonly number[] = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  7 * HOUR_MS,
  10 * HOUR_MS,
];

export const MAX_ATTEMPTS = RETRY_WAITS_MS.length + 1;

/** A receiver that is down misses many messages at once; their next attempts are spread by this share of the wait. */
const JITTER = 0.2;
/** A receiver may ask for a longer wait, but for no more than this. */
const MAX_ASKED_MS = DAY_MS;

export interface RetryCase {
  /** Of the attempt that failed, from 1. */
  readonly attempt: number;
  /** From 0 to 1; the same for a repeat of the same step. */
  readonly chance: number;
  /** What the receiver asked for by Retry-After; null: nothing. */
  readonly askedMs: number | null;
  /** Absent: as many as the plan has. A test of a channel has one. */
  readonly mostAttempts?: number;
}

/** Milliseconds until the next attempt; null: that was the last one. */
export function retryWaitMs({ attempt, chance, askedMs, mostAttempts }: RetryCase): number | null {
  const planned = RETRY_WAITS_MS[attempt - 1];
  if (planned === undefined || attempt >= (mostAttempts ?? MAX_ATTEMPTS)) return null;
  const spread = Math.round(planned * (1 + JITTER * chance));
  return Math.max(spread, Math.min(askedMs ?? 0, MAX_ASKED_MS));
}

const DELAY_SECONDS = /^\d{1,9}$/;

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. Null when there is none that can be read. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (DELAY_SECONDS.test(text)) return Number(text) * SECOND_MS;
  const at = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
