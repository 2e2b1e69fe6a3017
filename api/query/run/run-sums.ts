// What the chunks of a run that goes on come to. A chunk that was committed a while ago changes no more: a run of a million pages has two
// thousand of them, which are summed up once and not at every question.
import type { Chunk, ChunkCounts } from '../../../domain/run/chunk.ts';
import { NO_COUNTS, sumCounts } from '../../../domain/run/ledger.ts';
import type { ApiPorts } from '../../ports.ts';
import { allChunks } from './all-chunks.ts';

export interface RunSums {
  /** Of committed chunks. */
  readonly counts: ChunkCounts;
  /** First visits of chunks that are cut but not committed. */
  readonly openVisits: number;
  readonly chunks: number;
  /** Chunks that may change, and those of the last minutes. */
  readonly recent: readonly Chunk[];
  /** When the newest of the others was committed. */
  readonly savedAt: Date | null;
}

/** The chunks up to a number, all of which ended a while ago. */
interface Settled {
  readonly upTo: number;
  readonly counts: ChunkCounts;
  readonly chunks: number;
  readonly savedAt: Date | null;
}

const NOTHING: Settled = { upTo: -1, counts: NO_COUNTS, chunks: 0, savedAt: null };
/** Longer than the time that a run's speed is measured over. */
const SETTLED_MS = 180_000;
const MAX_RUNS = 100;

type Ports = Pick<ApiPorts, 'chunks' | 'clock'>;

const settledBy = new WeakMap<Ports['chunks'], Map<string, Settled>>();

export async function runSums(ports: Ports, runId: string): Promise<RunSums> {
  const known = settledRuns(ports.chunks);
  const before = known.get(runId) ?? NOTHING;
  const later = await allChunks(ports, runId, before.upTo);
  const settled = settle(before, later, ports.clock.now().getTime() - SETTLED_MS);
  keep(known, runId, settled);
  const recent = later.filter(({ chunkNo }) => chunkNo > settled.upTo);
  const committed = recent.filter(({ state }) => state === 'committed');
  const open = recent.filter(({ state }) => state !== 'committed' && state !== 'dropped');
  return {
    counts: sumCounts([settled.counts, ...committed.map(({ counts }) => counts ?? NO_COUNTS)]),
    openVisits: open.reduce((sum, { firstVisits }) => sum + firstVisits, 0),
    chunks: settled.chunks + recent.length,
    recent,
    savedAt: settled.savedAt,
  };
}

/** From the first number on, as far as all have ended. */
function settle(before: Settled, chunks: readonly Chunk[], until: number): Settled {
  const end = chunks.findIndex((chunk) => !isSettled(chunk, until));
  const ended = end === -1 ? chunks : chunks.slice(0, end);
  const last = ended.at(-1);
  if (last === undefined) return before;
  const committed = ended.filter(({ state }) => state === 'committed');
  const savedAt = Math.max(
    before.savedAt?.getTime() ?? 0,
    ...committed.map(({ committedAt }) => committedAt?.getTime() ?? 0),
  );
  return {
    upTo: last.chunkNo,
    counts: sumCounts([before.counts, ...committed.map(({ counts }) => counts ?? NO_COUNTS)]),
    chunks: before.chunks + ended.length,
    savedAt: savedAt === 0 ? null : new Date(savedAt),
  };
}

function isSettled({ state, committedAt }: Chunk, until: number): boolean {
  return state === 'committed' && committedAt !== undefined && committedAt.getTime() < until;
}

function settledRuns(chunks: Ports['chunks']): Map<string, Settled> {
  const known = settledBy.get(chunks) ?? new Map<string, Settled>();
  settledBy.set(chunks, known);
  return known;
}

/** The run that was asked for least lately goes. */
function keep(known: Map<string, Settled>, runId: string, settled: Settled): void {
  known.delete(runId);
  if (settled.chunks > 0) known.set(runId, settled);
  const [oldest] = known.keys();
  if (known.size > MAX_RUNS && oldest !== undefined) known.delete(oldest);
}
