// Histograms of the tally: how often something took how long. Each bucket counts alone; an export adds them up.
import { counterKey } from './counter-key.ts';
import type { TallyCounts } from './tally-counts.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Upper bounds in ms, rising; what is above the last one has a bucket of its own. Never changed: counts would not fit. */
export const HISTOGRAMS = {
  runDuration: [
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    60 * MINUTE,
    240 * MINUTE,
    720 * MINUTE,
  ],
  fetchDuration: [100, 250, 500, SECOND, 2_500, 5 * SECOND, 10 * SECOND, 30 * SECOND],
  changeToMessage: [500, SECOND, 2_500, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE],
  deliveryAttempt: [100, 250, 500, SECOND, 2_500, 5 * SECOND, 10 * SECOND, 20 * SECOND],
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
    [counterKey(name, ...labels, SUM)]: took / SECOND,
  };
}
