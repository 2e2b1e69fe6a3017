// The receipt of a run: what it cost, by stage and by host. It is a sum over committed chunks, so a run that was cut off
// and went on has the same receipt as one that was not.
import { type Chunk, STAGES, type Stage } from '../chunk.ts';
import { NO_COUNTS, sumCounts } from '../ledger.ts';
import { type HostCost, sumHosts } from './host-cost.ts';

/** Hosts that a receipt tells one by one. */
export const TOLD_HOSTS = 100;

interface StageCost {
  readonly stage: Stage;
  /** How long the stage worked, summed over chunks, which may be at work side by side. */
  readonly workMs: number;
  /** Null: none of its chunks tells; fetching is waiting and has no figure of its own. */
  readonly cpuMs: number | null;
}

export interface Receipt {
  readonly chunks: number;
  readonly requests: number;
  readonly wireBytes: number;
  readonly waitMs: number;
  readonly cpuMs: number;
  readonly stages: readonly StageCost[];
  readonly hosts: readonly HostCost[];
  /** False: chunks from before hosts were kept are not among them. */
  readonly isByHost: boolean;
}

export type PaidChunk = Pick<Chunk, 'state' | 'counts' | 'times' | 'committedAt'>;

export function receiptOf(chunks: readonly PaidChunk[]): Receipt {
  const committed = chunks.filter(({ state }) => state === 'committed');
  const { requests, wireBytes, waitMs, cpuMs } = sumCounts(
    committed.map(({ counts }) => counts ?? NO_COUNTS),
  );
  return {
    chunks: committed.length,
    requests,
    wireBytes,
    waitMs,
    cpuMs,
    stages: STAGES.map((stage) => stageCost(stage, committed)),
    hosts: sumHosts(
      committed.flatMap(({ counts }) => counts?.hosts ?? []),
      TOLD_HOSTS,
    ),
    isByHost: committed.every(({ counts }) => counts?.hosts !== undefined),
  };
}

function stageCost(stage: Stage, chunks: readonly PaidChunk[]): StageCost {
  let workMs = 0;
  let cpuMs: number | null = null;
  for (const { times, committedAt } of chunks) {
    const time = times?.[stage];
    if (time === undefined) continue;
    const finishedAt = time.finishedAt ?? (stage === 'store' ? committedAt?.getTime() : undefined);
    workMs += Math.max(0, (finishedAt ?? time.startedAt) - time.startedAt);
    if (time.cpuMs !== undefined) cpuMs = (cpuMs ?? 0) + time.cpuMs;
  }
  return { stage, workMs, cpuMs };
}
