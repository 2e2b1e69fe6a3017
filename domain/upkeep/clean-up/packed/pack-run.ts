// Packs what told how each page of a run ended into one file, and deletes it where it stood. Each step may be cut off: the
// file is written and read back first, then the run is marked, and only then is anything deleted; a run that is marked with
// something left is finished by the next clean-up.
import type { BlobStore, FreedFiles } from '../../../system/blob/blob-store.ts';
import type { Clock, Log } from '../../../system/clock.ts';
import { isWebloomError, WebloomError } from '../../../system/errors.ts';
import type { Failure, FailureStore } from '../../../page/page-store.ts';
import type { ErasureStore } from '../../removal/erasure-store.ts';
import type { Chunk } from '../../../run/chunk.ts';
import type { FrontierStore } from '../../../run/frontier.ts';
import { receiptOf } from '../../../run/report/receipt.ts';
import type { ChunkStore, RunStore } from '../../../run/run-store.ts';
import type { Run } from '../../../run/run.ts';
import type { StageFiles } from '../../../run/stage/stage-files.ts';
import { runFolder } from '../../../run/stage/stage-key.ts';
import type { StoreRow } from '../../../run/stage/stage-row.ts';
import { FREED_NOTHING, type Freed, addFreed } from '../pass.ts';
import { type ArchivedKind, type ArchivedRows, type RunArchive, chunkPlace } from './run-archive.ts';

export interface PackPorts {
  readonly runs: Pick<RunStore, 'get' | 'move'>;
  readonly chunks: Pick<ChunkStore, 'list'>;
  readonly frontier: Pick<FrontierStore, 'list'>;
  readonly failures: Pick<FailureStore, 'list'>;
  readonly stageFiles: Pick<StageFiles, 'read'>;
  readonly archive: RunArchive;
  readonly erasure: Pick<ErasureStore, 'some' | 'erase'>;
  readonly blobs: Pick<BlobStore, 'list' | 'delete'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a packed file holds of a run; other rows of it, such as what a roll-back did, stay. */
const PACKED_ROWS = ['chunks', 'frontier', 'failures'] as const;
const ROWS_IN_PART = 1_000;
const CHUNKS_IN_PART = 200;
const ROWS_AT_ONCE = 1_000;
const FILES_AT_ONCE = 200;
const ADDRESSES_KEPT = 20;

/** Returns what became free: rows and files that went, less the size of the packed file. */
export async function packRun(ports: PackPorts, run: Run): Promise<Freed> {
  const runId = run._id;
  const packing = createPacking(ports, runId);
  // A file from an attempt that was cut off before the run was marked is written anew.
  await ports.archive.remove(runId);
  const bytes = await ports.archive.write(runId, packing.parts());
  await proveRead(ports.archive, runId, packing.written);
  const details = { state: 'packed', at: ports.clock.now(), left: true } as const;
  const receipt = receiptOf(packing.chunks);
  const marked = await ports.runs.move(run, { details, receipt, ...lessAddresses(run) }, null);
  if (marked === null) {
    // Somebody wrote the run meanwhile, or removed it: what stands is as it was, and no file may be left of a removed one.
    await ports.archive.remove(runId);
    return FREED_NOTHING;
  }
  const freed = await dropLeft(ports, marked);
  return { ...freed, bytes: Math.max(0, freed.bytes - bytes) };
}

/**
 * Of a list of addresses the first few stay on the run, because a thousand runs of ten thousand addresses would take half a
 * gigabyte; the frontier in the packed file has those that were visited, the job's versions have all.
 */
function lessAddresses({
  config,
  onlyUrls,
  onlyDepths,
}: Run): Pick<Run, 'config'> & Partial<Pick<Run, 'onlyUrls' | 'onlyDepths'>> {
  const { source } = config;
  const kept = source.kind === 'pages' ? { ...source, urls: source.urls.slice(0, ADDRESSES_KEPT) } : source;
  return {
    config: { ...config, source: kept },
    ...(onlyUrls === undefined ? {} : { onlyUrls: onlyUrls.slice(0, ADDRESSES_KEPT) }),
    ...(onlyDepths === undefined ? {} : { onlyDepths: onlyDepths.slice(0, ADDRESSES_KEPT) }),
  };
}

/** All details go, packed or not; the run, its counts and its receipt stay. */
export async function dropDetails(ports: PackPorts, run: Run): Promise<Freed> {
  const details = { state: 'gone', at: ports.clock.now(), left: true } as const;
  const receipt = run.receipt ?? receiptOf(await allChunks(ports.chunks, run._id));
  const marked = await ports.runs.move(run, { details, receipt, ...lessAddresses(run) }, null);
  return marked === null ? FREED_NOTHING : dropLeft(ports, marked);
}

/** Deletes what a marked run has left; what is not there does no harm. */
export async function dropLeft(ports: PackPorts, run: Run): Promise<Freed> {
  const { _id: runId, details } = run;
  if (details === undefined) return FREED_NOTHING;
  let documents = 0;
  for (const kind of PACKED_ROWS) {
    for (;;) {
      const rows = await ports.erasure.some(kind, runId, ROWS_AT_ONCE);
      if (rows.length === 0) break;
      documents += await ports.erasure.erase(
        kind,
        rows.map(({ id }) => id),
      );
    }
  }
  const files = await dropFiles(ports, runId);
  const packed = details.state === 'gone' ? await ports.archive.remove(runId) : { files: 0, bytes: 0 };
  const { state, at } = details;
  await ports.runs.move(run, { details: { state, at } }, null);
  return addFreed({ ...files, documents }, { ...packed, documents: 0 });
}

async function dropFiles({ blobs }: PackPorts, runId: string): Promise<FreedFiles> {
  const keys: string[] = [];
  for await (const key of blobs.list(runFolder(runId))) keys.push(key);
  let freed: FreedFiles = { files: 0, bytes: 0 };
  for (let from = 0; from < keys.length; from += FILES_AT_ONCE) {
    const some = await blobs.delete(keys.slice(from, from + FILES_AT_ONCE));
    freed = { files: freed.files + some.files, bytes: freed.bytes + some.bytes };
  }
  return freed;
}

type Written = Record<ArchivedKind, number>;

interface Packing {
  parts(): AsyncGenerator<ArchivedRows>;
  /** Rows of each kind that were handed over so far. */
  readonly written: Written;
  readonly chunks: readonly Chunk[];
}

function createPacking(ports: PackPorts, runId: string): Packing {
  const written: Written = { chunks: 0, outcomes: 0, frontier: 0, failures: 0 };
  const chunks: Chunk[] = [];
  async function* parts(): AsyncGenerator<ArchivedRows> {
    for await (const some of chunkSlices(ports.chunks, runId)) {
      chunks.push(...some);
      yield { kind: 'chunks', first: chunkPlace(some[0]?.chunkNo ?? 0), rows: some };
    }
    for (const { chunkNo, files } of chunks) {
      const rows = files.store === undefined ? null : await readOutcomes(ports, files.store);
      if (rows !== null) yield { kind: 'outcomes', first: chunkPlace(chunkNo), rows };
    }
    const { frontier, failures } = ports;
    yield* listed('frontier', (after, limit) => frontier.list(runId, after, limit));
    yield* listed('failures', async (after, limit) =>
      (await failures.list(runId, { after, limit })).map(withoutPicture),
    );
  }
  async function* counted(): AsyncGenerator<ArchivedRows> {
    for await (const part of parts()) {
      written[part.kind] += part.rows.length;
      yield part;
    }
  }
  return { parts: counted, written, chunks };
}

/** Nothing in a packed file keeps a picture from being swept. */
function withoutPicture({ picture: _picture, ...failure }: Failure): Failure {
  return failure;
}

async function allChunks(store: PackPorts['chunks'], runId: string): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const some of chunkSlices(store, runId)) all.push(...some);
  return all;
}

async function* chunkSlices(store: PackPorts['chunks'], runId: string): AsyncGenerator<Chunk[]> {
  let after = 0;
  for (;;) {
    const some = await store.list(runId, { after, limit: CHUNKS_IN_PART });
    if (some.length > 0) yield some;
    if (some.length < CHUNKS_IN_PART) return;
    after = some.at(-1)?.chunkNo ?? after;
  }
}

async function* listed(
  kind: ArchivedKind,
  list: (after: string | null, limit: number) => Promise<readonly { readonly _id: string }[]>,
): AsyncGenerator<ArchivedRows> {
  let after: string | null = null;
  for (;;) {
    const rows = await list(after, ROWS_IN_PART);
    const [first] = rows;
    if (first !== undefined) yield { kind, first: first._id, rows };
    if (rows.length < ROWS_IN_PART) return;
    after = rows.at(-1)?._id ?? null;
  }
}

/** Null: the file is gone or can't be read, so the run could not tell these outcomes before either. */
async function readOutcomes({ stageFiles, log }: PackPorts, key: string): Promise<StoreRow[] | null> {
  try {
    return await stageFiles.read('store', key);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'data-corrupt') throw error;
    log.warn({ key, err: error }, 'an outcome file can not be read; the run is packed without it');
    return null;
  }
}

/** Reads back all that was written; throws when anything is missing. */
async function proveRead(archive: RunArchive, runId: string, written: Written): Promise<void> {
  const read: Written = { chunks: 0, outcomes: 0, frontier: 0, failures: 0 };
  for (const part of (await archive.index(runId)) ?? [])
    read[part.kind] += (await archive.read(runId, part)).length;
  if (Object.entries(written).every(([kind, rows]) => Reflect.get(read, kind) === rows)) return;
  throw new WebloomError(
    'data-corrupt',
    `The details of ${runId} could not be packed: what was written reads otherwise. They stay as they are; the next clean-up tries again.`,
    {
      facts: { runId, written, read },
    },
  );
}
