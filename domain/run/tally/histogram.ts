// Histograms of the tally: how often something took how long. Each bucket counts alone; an export adds them up.
import { counterKey } from './counter-key.ts';
import type { TallyCounts } from './tally-counts.ts';
import { MINUTE_MS, SECOND_MS } from '../../system/duration.ts';

/** Upper bounds in ms, rising; what is above the last one has a bucket of its own. Never changed: counts would not fit. */
export const HISTOGRAMS = {
  runDuration: [
    10 * SECOND_MS,
    30 * SECOND_MS,
    MINUTE_MS,
    5 * MINUTE_MS,
    15 * MINUTE_MS,
    60 * MINUTE_MS,
    240 * MINUTE_MS,
    720 * MINUTE_MS,
  ],
  fetchDuration: [100, 250, 500, SECOND_MS, 2_500, 5 * SECOND_MS, 10 * SECOND_MS, 30 * SECOND_MS],
  changeToMessage: [500, SECOND_MS, 2_500, 5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS],
  deliveryAttempt: [100, 250, 500, SECOND_MS, 2_500, 5 * SECOND_MS, 10 * SECOND_MS, 20 * SECOND_MS],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type HistogramName = keyof typeof HISTOGRAMS;

/** Names of what is above the last bound, and of the sum. */
export const ABOVE = 'inf';
export const SUM = 'sum';

export function bucketOf(name: HistogramName, ms: number): string {
  const bound = HISTOGRAMS[name].find((one) => ms <= one);
  return bound === undefined ? ABOVE : String(bound);
}

/** One thing that took so long; the last label is the bucket. */
export function timed(name: HistogramName, ms: number, ...labels: readonly string[]): TallyCounts {
  const took = Math.max(0, ms);
  return {
    [counterKey(name, ...labels, bucketOf(name, took))]: 1,
    [counterKey(name, ...labels, SUM)]: took / SECOND_MS,
  };
}
