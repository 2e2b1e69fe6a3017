// Stores that answer of packed runs too: they look into the file of a packed run, and into the database for any other run.
import type { FailureStore } from '../../../page/page-store.ts';
import type { FrontierStore, NewUrl } from '../../../run/frontier.ts';
import { frontierId } from '../../../run/frontier-id.ts';
import type { ChunkStore } from '../../../run/run-store.ts';
import { ownerIn } from '../../../system/owned-id.ts';
import type { StageFileKind, StageFiles, StageRows } from '../../../run/stage/stage-files.ts';
import { parseStageKey } from '../../../run/stage/stage-key.ts';
import { PackedRun } from './packed-run.ts';
import type { RunArchive } from './run-archive.ts';

export interface RunDetailStores {
  readonly chunks: ChunkStore;
  readonly frontier: FrontierStore;
  readonly failures: FailureStore;
  readonly stageFiles: Pick<StageFiles, 'read'>;
}

type Open = (runId: string) => Promise<PackedRun | null>;

/** Packed runs of which the places of their parts are remembered. */
const OPEN_RUNS = 20;

export function readingPacked(stores: RunDetailStores, archive: RunArchive): RunDetailStores {
  const open = createOpener(archive);
  return {
    chunks: { ...stores.chunks, ...packedChunks(stores.chunks, open) },
    frontier: { ...stores.frontier, ...packedFrontier(stores.frontier, open) },
    failures: { ...stores.failures, ...packedFailures(stores.failures, open) },
    stageFiles: { read: (stage, key) => readFile(stores.stageFiles, open, { stage, key }) },
  };
}

function createOpener(archive: RunArchive): Open {
  const known = new Map<string, PackedRun>();
  return async (runId) => {
    const before = known.get(runId);
    known.delete(runId);
    if (!(await archive.has(runId))) return null;
    const parts = before === undefined ? await archive.index(runId) : null;
    const run = before ?? (parts === null ? null : new PackedRun(archive, runId, parts));
    if (run === null) return null;
    known.set(runId, run);
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size > OPEN_RUNS) known.delete(oldest);
    return run;
  };
}

function packedChunks(
  chunks: ChunkStore,
  open: Open,
): Pick<ChunkStore, 'get' | 'list' | 'listInState' | 'newest'> {
  return {
    async get(runId, chunkNo) {
      const packed = await open(runId);
      return packed === null ? chunks.get(runId, chunkNo) : packed.chunk(chunkNo);
    },
    async list(runId, query) {
      const packed = await open(runId);
      if (packed === null) return chunks.list(runId, query);
      return (await packed.chunks(query.after)).slice(0, query.limit);
    },
    async listInState(runId, states) {
      const packed = await open(runId);
      if (packed === null) return chunks.listInState(runId, states);
      return (await packed.chunks()).filter(({ state }) => states.includes(state));
    },
    async newest(runId, query) {
      const packed = await open(runId);
      if (packed === null) return chunks.newest(runId, query);
      const { states, before = Infinity, limit } = query;
      const all = (await packed.chunks()).filter(
        ({ state, chunkNo }) => chunkNo < before && (states === undefined || states.includes(state)),
      );
      return all.toReversed().slice(0, limit);
    },
  };
}

function packedFrontier(
  frontier: FrontierStore,
  open: Open,
): Pick<FrontierStore, 'get' | 'list' | 'count' | 'missing' | 'dueEntries'> {
  return {
    async get(runId, urlKey) {
      const packed = await open(runId);
      return packed === null ? frontier.get(runId, urlKey) : packed.entry(frontierId(runId, urlKey));
    },
    async list(runId, after, limit) {
      const packed = await open(runId);
      return packed === null ? frontier.list(runId, after, limit) : packed.entries(after, limit);
    },
    async count(runId) {
      return (await open(runId))?.count('frontier') ?? frontier.count(runId);
    },
    async missing(runId, urls) {
      const packed = await open(runId);
      if (packed === null) return frontier.missing(runId, urls);
      const missing = new Map<string, NewUrl>();
      for (const url of urls)
        if ((await packed.entry(frontierId(runId, url.urlKey))) === null) missing.set(url.urlKey, url);
      return [...missing.values()];
    },
    async dueEntries(runId, horizon, limit, host) {
      // A run that was packed has ended: nothing of it is due.
      return (await open(runId)) === null ? frontier.dueEntries(runId, horizon, limit, host) : [];
    },
  };
}

function packedFailures(failures: FailureStore, open: Open): Pick<FailureStore, 'list' | 'deadAmong'> {
  return {
    async list(runId, query) {
      const packed = await open(runId);
      if (packed === null) return failures.list(runId, query);
      const { after, limit, dead } = query;
      return packed.failures(after, limit, (one) => dead === undefined || one.dead === dead);
    },
    async deadAmong(ids) {
      const dead = new Set(await failures.deadAmong(ids));
      for (const runId of new Set(ids.map(ownerIn))) {
        const packed = await open(runId);
        const some = packed === null ? [] : await packed.failures(null, Infinity, (one) => one.dead);
        for (const { _id } of some) if (ids.includes(_id)) dead.add(_id);
      }
      return dead;
    },
  };
}

async function readFile<Kind extends StageFileKind>(
  files: Pick<StageFiles, 'read'>,
  open: Open,
  { stage, key }: { readonly stage: Kind; readonly key: string },
): Promise<StageRows[Kind][]> {
  const { runId, chunkNo } = parseStageKey(key);
  const packed = stage === 'store' && chunkNo !== null ? await open(runId) : null;
  const rows = packed === null || chunkNo === null ? null : await packed.outcomes(chunkNo);
  return rows === null ? files.read(stage, key) : parseRows<Kind>(rows);
}

/** Only outcome files are packed, so the rows are of the kind that was asked for. */
function parseRows<Kind extends StageFileKind>(rows: readonly unknown[]): StageRows[Kind][] {
  return [...rows] as StageRows[Kind][];
}
