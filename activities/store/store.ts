// The store stage. It decides first and writes the outcome file; then the chunk becomes `storing` and names
// that file. From there on the file is replayed as often as needed, without further effect.
import { chunkId } from '../../domain/run/chunk-id.ts';
import type { Chunk, ChunkCounts, StageTimes } from '../../domain/run/chunk.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { Run } from '../../domain/run/run.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { countRows } from '../../domain/run/visit/count-rows.ts';
import type { ChunkRef, StageInput, StoreResult } from '../contract.ts';
import { dropChunkFiles } from '../drop-chunk-files.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { measureCpu } from '../cpu-share.ts';
import { publishProgress } from '../progress.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { type Missed, applyRows } from './apply-rows.ts';
import { decideChunk } from './decide-chunk.ts';
import { given } from '../../domain/system/given.ts';

/** If the pages change under the decisions more often than this, the next attempt goes on. */
const MAX_TURNS = 5;

/** So many are taken into the frontier in some milliseconds. */
const FEW_LINKS = 100;

export interface StoreActivity {
  readonly store: (input: StageInput) => Promise<StoreResult>;
  /** Finishes a chunk in state `storing`; used when a run ends without its workflow. */
  readonly completeChunk: (chunk: Chunk) => Promise<void>;
}

export function createStore(ports: ApplyPorts): StoreActivity {
  return {
    store: (input) => withHeartbeat(() => storeChunk(ports, input)),
    completeChunk: async (chunk) => {
      await finish(ports, chunk);
    },
  };
}

async function storeChunk(ports: ApplyPorts, input: StageInput): Promise<StoreResult> {
  const chunk = await needChunk(ports, input);
  const isOpen = chunk.state === 'planned' || chunk.state === 'scraped';
  return finish(ports, isOpen ? await begin(ports, input) : chunk);
}

async function needChunk(ports: ApplyPorts, { runId, chunkNo }: ChunkRef): Promise<Chunk> {
  const chunk = await ports.chunks.get(runId, chunkNo);
  if (chunk === null)
    throw new WebloomError('data-corrupt', `Chunk ${chunkNo} of ${runId} has no document.`, {
      facts: { runId, chunkNo },
    });
  return chunk;
}

/** The first attempt to move the chunk to `storing` names the valid files; a late attempt uses those. */
async function begin(ports: ApplyPorts, input: StageInput): Promise<Chunk> {
  const { runId, chunkNo } = input;
  const run = await ports.findRun(runId);
  const startedAt = ports.clock.now().getTime();
  const key = stageKey(runId, chunkNo, 'store', ports.ids.ulid());
  const { cpuMs } = await measureCpu(async () =>
    ports.files.write('store', key, await decide(ports, run, input, key)),
  );
  const moved = await ports.chunks.move(chunkId(runId, chunkNo), ['planned', 'scraped'], {
    state: 'storing',
    files: { ...input.files, store: key },
    times: { ...input.times, store: { startedAt, cpuMs } },
    ...given({ waited: input.waited }),
  });
  return moved ?? needChunk(ports, input);
}

async function decide(
  ports: ApplyPorts,
  run: Run,
  input: StageInput,
  storeFile: string,
): Promise<StoreRow[]> {
  const job = await ports.jobs.get(run.jobId);
  const tellAdded = (job?.aggregates.completedRuns ?? 0) > 0;
  return decideChunk(ports, run, { input, storeFile, tellAdded });
}

interface Applied {
  readonly chunk: Chunk;
  readonly rows: readonly StoreRow[];
}

/** Applies the outcome file. Pages that changed under its decisions are decided again. */
async function apply(ports: ApplyPorts, run: Run, chunk: Chunk): Promise<Applied> {
  let present = chunk;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const rows = await readOutcome(ports, present);
    const missed = await applyRows(ports, run, rows);
    if (missed.overtaken.size + missed.superseded.size === 0) return { chunk: present, rows };
    present = await decideAgain(ports, run, present, { rows, missed });
  }
  throw new WebloomError('conflict', `The pages of chunk ${chunk._id} keep changing; it is tried again.`, {
    facts: { chunk: chunk._id },
  });
}

async function decideAgain(
  ports: ApplyPorts,
  run: Run,
  chunk: Chunk,
  { rows: before, missed }: { rows: readonly StoreRow[]; missed: Missed },
): Promise<Chunk> {
  const { runId, chunkNo, files } = chunk;
  const key = stageKey(runId, chunkNo, 'store', ports.ids.ulid());
  const fresh = await decide(ports, run, { runId, chunkNo, files }, key);
  const rows = before.map((row, index) => {
    if (missed.superseded.has(row.urlKey)) return asSuperseded(row);
    return missed.overtaken.has(row.urlKey) ? (fresh[index] ?? row) : row;
  });
  await ports.files.write('store', key, rows);
  const moved = await ports.chunks.move(chunk._id, ['storing'], { state: 'storing', files: { store: key } });
  return moved ?? needChunk(ports, chunk);
}

async function finish(ports: ApplyPorts, chunk: Chunk): Promise<StoreResult> {
  if (chunk.state === 'committed') return resultOf(ports, chunk);
  if (chunk.state === 'dropped')
    throw new WebloomError('lease-lost', `The run ended before chunk ${chunk._id} could be stored.`, {
      facts: { chunk: chunk._id },
    });
  const run = await ports.findRun(chunk.runId);
  const { result: written, cpuMs } = await measureCpu(() => apply(ports, run, chunk));
  const { chunk: applied, rows } = written;
  const times = withStoring(applied.times, cpuMs);
  const counts = countRows(rows, times.store === undefined ? cpuMs : cpuOf(times), chunk.waited);
  const committed = await ports.chunks.move(chunk._id, ['storing'], {
    state: 'committed',
    counts,
    times,
    uncounted: true,
    committedAt: ports.clock.now(),
  });
  ports.files.forget(Object.values(chunk.files));
  if (committed === null) return resultOf(ports, await needChunk(ports, chunk));
  publishProgress(ports, run, { chunkNo: chunk.chunkNo, stored: toSums(counts) });
  const result = toResult(applied, counts, rows);
  // Without news, the planner does not read the chunk's links.
  if (!result.news) await dropChunkFiles(ports.blobs, chunk.runId, chunk.chunkNo);
  return result;
}

/** The row of a visit that lost to a later run: it ends as superseded, and nothing is written for it. */
function asSuperseded(row: StoreRow): StoreRow {
  const { write: _write, touch: _touch, snapshot: _snapshot, body: _body, picture: _picture, ...kept } = row;
  const { portrait: _portrait, served: _served, servedLater: _later, ...unnamed } = kept;
  const { settle: _settle, reopen: _reopen, ...unsettled } = unnamed;
  const { seen: _seen, fallbacks: _fallbacks, ...ended } = unsettled;
  const why = ['a later run has written the page already'];
  return { ...ended, outcome: 'skipped', reason: 'superseded', why, changes: [], prices: [] };
}

async function readOutcome(ports: ApplyPorts, chunk: Chunk): Promise<StoreRow[]> {
  const key = chunk.files.store;
  if (key === undefined)
    throw new WebloomError('data-corrupt', `Chunk ${chunk._id} is storing without an outcome file.`, {
      facts: { chunk: chunk._id },
    });
  return ports.files.read('store', key);
}

async function resultOf(ports: ApplyPorts, chunk: Chunk): Promise<StoreResult> {
  return toResult(chunk, chunk.counts ?? NO_COUNTS, await readOutcome(ports, chunk));
}

/** News for the planner: visits to plan again, redirect targets, or pages whose links were read. */
function toResult(chunk: Chunk, counts: ChunkCounts, rows: readonly StoreRow[]): StoreResult {
  const news = rows.some((row) => row.reopen !== undefined || row.leadsTo !== undefined || row.links > 0);
  const links = rows.reduce((sum, row) => sum + row.links, 0);
  const size = links <= FEW_LINKS ? { fewLinks: true as const } : {};
  return { file: chunk.files.store ?? '', counts: toSums(counts), news, ...size };
}

/** What each host cost, what pages looked like and how they were read otherwise stays on the chunk's document: a workflow keeps no lists. */
function toSums({ hosts: _hosts, seen: _seen, fallbacks: _fallbacks, ...sums }: ChunkCounts): ChunkCounts {
  return sums;
}

/** The stage decides first and writes then, maybe in another process; its processor time is that of both. */
function withStoring({ store, ...others }: StageTimes = {}, cpuMs: number): StageTimes {
  return { ...others, ...(store && { store: { ...store, cpuMs: (store.cpuMs ?? 0) + cpuMs } }) };
}

function cpuOf(times: StageTimes): number {
  return Object.values(times).reduce((sum, time) => sum + (time.cpuMs ?? 0), 0);
}
