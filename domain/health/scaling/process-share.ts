// How the wanted processes of a role are divided among the machines that start them. Each machine works this out for itself
// and comes to the same answer.
import type { ProcessRange } from './process-range.ts';

export interface Sharer {
  readonly id: string;
  /** How many it was started for. */
  readonly range: ProcessRange;
}

/** How many processes `id` is to run. First each gets its least, then one by one up to its most. */
export function processShare(wanted: number, sharers: readonly Sharer[], id: string): number {
  const ordered = sharers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<string, number>(ordered.map((one) => [one.id, 0]));
  let left = wanted;
  const give = (mostOf: (range: ProcessRange) => number): void => {
    for (let given = true; given && left > 0; ) {
      given = false;
      for (const { id: to, range } of ordered) {
        const has = shares.get(to) ?? 0;
        if (left === 0 || has >= mostOf(range)) continue;
        shares.set(to, has + 1);
        left -= 1;
        given = true;
      }
    }
  };
  give(({ floor }) => floor);
  give(({ ceiling }) => ceiling);
  return shares.get(id) ?? 0;
}

/** What all together may run. */
export function wholeRange(sharers: readonly Sharer[]): ProcessRange {
  const sum = (of: (range: ProcessRange) => number): number =>
    sharers.reduce((total, { range }) => total + of(range), 0);
  return { floor: sum(({ floor }) => floor), ceiling: sum(({ ceiling }) => ceiling) };
}
