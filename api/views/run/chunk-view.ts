// Chunk documents as the API shows them: a row of the waterfall of a run.
import type { AgentHeartbeat, AgentWork } from '../../../domain/system/agent/agent.ts';
import { type Chunk, STAGES, type Stage, type StageTime } from '../../../domain/run/chunk.ts';
import type { ChunkView } from '../../schemas/run/run-work.ts';

/** Names of the activities that do the stages. */
const ACTIVITIES: Readonly<Record<Stage, string>> = {
  scrape: 'scrape',
  parse: 'parse',
  classify: 'classify',
  'detect-change': 'detectChange',
  'track-price': 'trackPrice',
  store: 'store',
};

export function toChunkView(chunk: Chunk, agents: readonly AgentHeartbeat[]): ChunkView {
  const { counts, hosts = [], answered = 0 } = chunk;
  return {
    chunkNo: chunk.chunkNo,
    state: chunk.state,
    visits: chunk.visits,
    answered: chunk.state === 'committed' ? chunk.visits - (counts?.deferred ?? 0) : answered,
    deferred: counts?.deferred ?? 0,
    hosts: [...hosts],
    hostCount: chunk.hostCount ?? hosts.length,
    stages: STAGES.flatMap((stage) => toStage(chunk, stage)),
    working: whereNow(chunk, agents),
    waitMs: counts?.waitMs ?? 0,
    plannedAt: chunk.plannedAt.toISOString(),
    committedAt: chunk.committedAt?.toISOString() ?? null,
    reasons: { ...counts?.reasons },
  };
}

function toStage({ times, committedAt }: Chunk, stage: Stage): ChunkView['stages'] {
  const time = times?.[stage];
  if (time === undefined) return [];
  const end = stage === 'store' ? committedAt?.getTime() : time.finishedAt;
  return [
    {
      stage,
      startedAt: isoOf(time.startedAt),
      finishedAt: end === undefined ? null : isoOf(end),
      attempts: time.attempts ?? 1,
    },
  ];
}

function isoOf(epochMs: StageTime['startedAt']): string {
  return new Date(epochMs).toISOString();
}

/** From the heartbeats where they tell; they are up to five seconds old, so the document of the chunk decides. */
function whereNow(chunk: Chunk, agents: readonly AgentHeartbeat[]): ChunkView['working'] {
  if (chunk.state === 'committed' || chunk.state === 'dropped') return null;
  for (const { _id, work = [] } of agents) {
    const own = work.find((each) => isOf(chunk, each));
    const stage = STAGES.find((name) => ACTIVITIES[name] === own?.what);
    if (own !== undefined && stage !== undefined && isPossible(chunk, stage))
      return { stage, agentId: _id, since: isoOf(own.since) };
  }
  const stage = chunk.state === 'planned' ? 'scrape' : chunk.state === 'scraped' ? 'parse' : 'store';
  const since = chunk.times?.[stage]?.startedAt;
  return { stage, agentId: null, since: since === undefined ? null : isoOf(since) };
}

function isOf({ runId, chunkNo }: Chunk, work: AgentWork): boolean {
  return work.runId === runId && work.chunkNo === chunkNo;
}

function isPossible({ state }: Chunk, stage: Stage): boolean {
  if (stage === 'scrape') return state === 'planned';
  return stage === 'store' ? state !== 'planned' : state === 'scraped';
}
