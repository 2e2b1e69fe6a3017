// Where the bars of the waterfall lie: each chunk from its cut to its end, with waits between its stages.
import type { ChunkView } from '../../api/schemas/run/run-work.ts';
import type { Stage } from '../../domain/run/chunk.ts';

export interface Bar {
  readonly kind: Stage | 'wait';
  /** Shares of the width, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly ms: number;
  readonly attempts: number;
  /** It goes on. */
  readonly open: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the first cut to the last end of the chunks that are shown; open ones reach to now. */
export function spanOf(chunks: readonly ChunkView[], now: number): Span {
  const from = Math.min(...chunks.map(({ plannedAt }) => Date.parse(plannedAt)));
  const to = Math.max(...chunks.map((chunk) => endOf(chunk, now)));
  return { from, to: Math.max(from + 1, to) };
}

function endOf({ state, committedAt, stages, plannedAt }: ChunkView, now: number): number {
  if (committedAt !== null) return Date.parse(committedAt);
  if (state !== 'dropped') return now;
  const ends = stages.map(({ finishedAt, startedAt }) => Date.parse(finishedAt ?? startedAt ?? plannedAt));
  return Math.max(Date.parse(plannedAt), ...ends);
}

/** A wait shorter than this is not drawn. */
const LEAST_WAIT_MS = 50;

export function barsOf(chunk: ChunkView, { from, to }: Span, now: number): Bar[] {
  const share = (at: number): number => Math.min(1, Math.max(0, (at - from) / (to - from)));
  const bars: Bar[] = [];
  const end = endOf(chunk, now);
  let at = Date.parse(chunk.plannedAt);
  const add = (kind: Bar['kind'], until: number, more: Pick<Bar, 'attempts' | 'open'>): void => {
    bars.push({ kind, from: share(at), to: share(until), ms: Math.max(0, until - at), ...more });
    at = until;
  };
  for (const { stage, startedAt, finishedAt, attempts } of chunk.stages) {
    const begin = startedAt === null ? at : Date.parse(startedAt);
    if (begin - at >= LEAST_WAIT_MS) add('wait', begin, { attempts: 1, open: false });
    at = Math.max(at, begin);
    add(stage, finishedAt === null ? Math.max(at, end) : Date.parse(finishedAt), {
      attempts,
      open: finishedAt === null && chunk.working !== null,
    });
  }
  return [...bars, ...openBar(chunk, { at, end, share })];
}

/** What it does now, where its document does not tell a stage yet. */
function openBar(
  { working, stages }: ChunkView,
  { at, end, share }: { readonly at: number; readonly end: number; readonly share: (at: number) => number },
): Bar[] {
  if (working === null || end - at < LEAST_WAIT_MS || stages.some(({ stage }) => stage === working.stage))
    return [];
  const begin = working.since === null ? end : Math.max(at, Date.parse(working.since));
  const wait: Bar = {
    kind: 'wait',
    from: share(at),
    to: share(begin),
    ms: begin - at,
    attempts: 1,
    open: false,
  };
  const work: Bar = {
    kind: working.stage,
    from: share(begin),
    to: share(end),
    ms: end - begin,
    attempts: 1,
    open: true,
  };
  return [...(wait.ms >= LEAST_WAIT_MS ? [wait] : []), ...(work.ms > 0 ? [work] : [])];
}

/** Those that are open first, then the newest. */
export function inOrder(chunks: readonly ChunkView[]): ChunkView[] {
  const rank = ({ working }: ChunkView): number => (working === null ? 1 : 0);
  return [...chunks].sort((a, b) => rank(a) - rank(b) || b.chunkNo - a.chunkNo);
}
