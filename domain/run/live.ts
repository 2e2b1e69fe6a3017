// The present speed of a run: pages fetched but not stored yet, visits per second, and the estimated end.
import type { Chunk } from './chunk.ts';
import type { Ledger } from './ledger.ts';

export interface RunLive {
  /** Pages that are fetched and on their way through the stages. */
  readonly fetched: number;
  /** Visits answered per second, over the last minute. */
  readonly perSecond: number;
  /** Estimated end, epoch ms; null while nothing moves. URLs discovered later are not in the estimate. */
  readonly doneAt: number | null;
  /** When pages were last stored for good, epoch ms: what was before is kept whatever dies. Null: none are yet. */
  readonly savedAt: number | null;
}

const WINDOW_MS = 60_000;
/** A younger run is counted as this old, so that its speed is not divided by almost nothing. */
const LEAST_MS = 1_000;

type LiveChunk = Pick<Chunk, 'state' | 'visits' | 'answered' | 'counts' | 'committedAt'>;

export function liveOf(
  chunks: readonly LiveChunk[],
  ledger: Pick<Ledger, 'pending' | 'inFlight'>,
  { startedAt, now }: { startedAt: number; now: number },
): RunLive {
  const from = Math.max(startedAt, now - WINDOW_MS);
  const open = chunks.filter(({ state }) => state !== 'committed' && state !== 'dropped');
  const fetched = open.reduce((sum, { answered = 0 }) => sum + answered, 0);
  const done = chunks
    .filter(({ committedAt }) => committedAt !== undefined && committedAt.getTime() >= from)
    .reduce((sum, { visits, counts }) => sum + visits - (counts?.deferred ?? 0), 0);
  const perSecond = ((done + fetched) * 1_000) / Math.max(LEAST_MS, now - from);
  const left = Math.max(0, ledger.pending + ledger.inFlight - fetched);
  const doneAt = perSecond === 0 ? null : Math.round(now + (left / perSecond) * 1_000);
  const saved = chunks.map(({ committedAt }) => committedAt?.getTime() ?? 0);
  const savedAt = saved.reduce((latest, at) => Math.max(latest, at), 0);
  return {
    fetched,
    perSecond: Math.round(perSecond * 100) / 100,
    doneAt,
    savedAt: savedAt === 0 ? null : savedAt,
  };
}
