// Pages per second over the time of a run, from its chunks: each spreads its pages evenly over the time it was
// fetched in. Exact per chunk, and cheap: no page is looked at.
import type { Chunk } from '../chunk.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../system/duration.ts';

interface RateBucket {
  /** Begin of the bucket; epoch ms. */
  readonly at: number;
  readonly perSecond: number;
}

export interface PageRate {
  readonly bucketMs: number;
  readonly buckets: readonly RateBucket[];
}

export type RatedChunk = Pick<
  Chunk,
  'state' | 'visits' | 'answered' | 'counts' | 'plannedAt' | 'committedAt' | 'times'
>;

const SIZES = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
];
const MAX_BUCKETS = 120;

/** `from`: begin of the run; `to`: its end, or now. */
export function pageRate(
  chunks: readonly RatedChunk[],
  { from, to }: { readonly from: number; readonly to: number },
): PageRate {
  const lengthMs = Math.max(SECOND_MS, to - from);
  const bucketMs = SIZES.find((size) => lengthMs / size <= MAX_BUCKETS) ?? Math.ceil(lengthMs / MAX_BUCKETS);
  const pages = Array.from({ length: Math.ceil(lengthMs / bucketMs) }, () => 0);
  for (const chunk of chunks) spread(pages, fetchOf(chunk, to), { from, bucketMs });
  const buckets = pages.map((count, index) => {
    const at = from + index * bucketMs;
    // The last bucket may be cut short by the end.
    const seconds = Math.max(SECOND_MS, Math.min(bucketMs, to - at)) / SECOND_MS;
    return { at, perSecond: Math.round((count / seconds) * 100) / 100 };
  });
  return { bucketMs, buckets };
}

interface Fetch {
  readonly pages: number;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** Handed-back visits are no pages; they count in the chunk that fetches them. */
function fetchOf({ state, visits, answered, counts, times, ...chunk }: RatedChunk, to: number): Fetch {
  const startedAt = times?.scrape?.startedAt ?? chunk.plannedAt.getTime();
  const finishedAt = times?.scrape?.finishedAt ?? chunk.committedAt?.getTime() ?? to;
  const isStored = state === 'committed' && counts !== undefined;
  return { pages: isStored ? visits - counts.deferred : (answered ?? 0), startedAt, finishedAt };
}

function spread(
  pages: number[],
  { pages: count, startedAt, finishedAt }: Fetch,
  { from, bucketMs }: { readonly from: number; readonly bucketMs: number },
): void {
  if (count === 0) return;
  const last = pages.length - 1;
  const indexOf = (at: number): number => Math.min(last, Math.max(0, Math.floor((at - from) / bucketMs)));
  const lengthMs = Math.max(1, finishedAt - startedAt);
  for (let index = indexOf(startedAt); index <= indexOf(finishedAt); index += 1) {
    const begin = index === indexOf(startedAt) ? startedAt : from + index * bucketMs;
    const end = index === indexOf(finishedAt) ? finishedAt : from + (index + 1) * bucketMs;
    const share = finishedAt <= startedAt ? 1 : Math.max(0, end - begin) / lengthMs;
    pages[index] = (pages[index] ?? 0) + count * share;
  }
}
