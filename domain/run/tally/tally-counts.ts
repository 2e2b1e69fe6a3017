// Counts by kind, as chunks and the tally keep them.

/** Counters by key (`counter-key.ts`), the labels in the order of the metric's. */
export type TallyCounts = Readonly<Record<string, number>>;

export function addUp(all: readonly TallyCounts[]): TallyCounts {
  const sums: Record<string, number> = {};
  // A counter never falls.
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) if (count > 0) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
