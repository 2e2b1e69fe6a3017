// Two runs of a job side by side: which pages came, which are gone, which fail now, and which got slower.
import type { Outcome } from '../outcome.ts';

/** How a run saw a page in the end. */
export interface PageSight {
  readonly urlKey: string;
  readonly url: string;
  readonly outcome: Outcome;
  readonly reason: string;
  /** How long the fetch took; 0: nothing was fetched. */
  readonly elapsedMs: number;
}

export interface ComparedPage {
  readonly before: PageSight | null;
  readonly after: PageSight | null;
}

const RUN_DIFFERENCES = ['added', 'removed', 'nowFailing', 'nowWell', 'slower'] as const;
export type RunDifference = (typeof RUN_DIFFERENCES)[number];

export type RunComparison = Readonly<Record<RunDifference, readonly ComparedPage[]>>;

type Sights = ReadonlyMap<string, PageSight>;

/** A page is slower when its fetch took twice as long, and that is more than half a second. */
const SLOWER_TIMES = 2;
const SLOWER_MS = 500;

export function compareRuns(before: Sights, after: Sights): RunComparison {
  const both = [...after.values()].flatMap((sight): Pair[] => {
    const earlier = before.get(sight.urlKey);
    return earlier === undefined ? [] : [{ before: earlier, after: sight }];
  });
  return {
    added: [...after.values()]
      .filter(({ urlKey }) => !before.has(urlKey))
      .map((sight) => ({ before: null, after: sight })),
    removed: [...before.values()]
      .filter(({ urlKey }) => !after.has(urlKey))
      .map((sight) => ({ before: sight, after: null })),
    nowFailing: both.filter((pair) => pair.after.outcome === 'failed' && pair.before.outcome !== 'failed'),
    nowWell: both.filter((pair) => pair.before.outcome === 'failed' && pair.after.outcome !== 'failed'),
    slower: both.filter(isSlower).toSorted((a, b) => lossOf(b) - lossOf(a)),
  };
}

interface Pair {
  readonly before: PageSight;
  readonly after: PageSight;
}

function isSlower(pair: Pair): boolean {
  const { before, after } = pair;
  if (before.elapsedMs === 0 || before.outcome === 'failed' || after.outcome === 'failed') return false;
  return after.elapsedMs >= before.elapsedMs * SLOWER_TIMES && lossOf(pair) >= SLOWER_MS;
}

function lossOf({ before, after }: Pair): number {
  return after.elapsedMs - before.elapsedMs;
}
