// What is usual of some numbers: their middle and how far they lie from it, both unmoved by a few that are far off.
export interface Usual {
  readonly median: number;
  /** As wide as a standard deviation where numbers lie around their middle by chance. */
  readonly spread: number;
  readonly low: number;
  readonly high: number;
}

/** Median distance from the median, times this, is the standard deviation of a normal distribution. */
const AS_DEVIATION = 1.4826;

export function usualOf(values: readonly number[]): Usual {
  const median = medianOf(values);
  return {
    median,
    spread: AS_DEVIATION * medianOf(values.map((value) => Math.abs(value - median))),
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
