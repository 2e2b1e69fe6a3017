// The pass over runs that have ended: packs the details of older ones, and drops what was packed long ago.
import { isWebloomError } from '../../../system/errors.ts';
import type { PageStore } from '../../../page/page-store.ts';
import type { ErasureStore } from '../../removal/erasure-store.ts';
import { runFolder, parseStageKey } from '../../../run/stage/stage-key.ts';
import type { FrontierStore } from '../../../run/frontier.ts';
import type { BlobStore } from '../../../system/blob/blob-store.ts';
import type { ChunkStore } from '../../../run/run-store.ts';
import {
  type CleanUpPass,
  FREED_NOTHING,
  type Freed,
  type PassOrder,
  type PassSlice,
  addFreed,
} from '../pass.ts';
import { type RetentionStore, readRetentions } from '../retention-book.ts';
import { type DetailsDecision, type EndedRun, type EndedRunStore, judgeDetails } from './judge-details.ts';
import { type PackPorts, dropLeft, dropDetails, packRun } from './pack-run.ts';

export interface DetailsPorts extends PackPorts {
  readonly endedRuns: EndedRunStore;
  readonly retentions: RetentionStore;
  readonly pages: Pick<PageStore, 'withOutbox'>;
  readonly chunks: Pick<ChunkStore, 'list'>;
  readonly frontier: Pick<FrontierStore, 'list' | 'count'>;
  readonly blobs: Pick<BlobStore, 'list' | 'delete' | 'facts'>;
  readonly erasure: Pick<ErasureStore, 'some' | 'erase'>;
  /** False while a backup is taken: it has read the documents and has yet to copy the files they name. */
  readonly mayDelete: () => Promise<boolean>;
}

/** Rows that one step packs or deletes before it ends, so that a step of large runs takes seconds too. */
const DOCUMENTS_IN_STEP = 20_000;
const OUTBOXES = 1_000;

export function createDetailsPass(ports: DetailsPorts): CleanUpPass {
  return { name: 'run details', step: (order) => stepOver(ports, order) };
}

async function stepOver(ports: DetailsPorts, order: PassOrder): Promise<PassSlice> {
  const { cursor, limit, jobId } = order;
  const runs = await ports.endedRuns.ended({ after: cursor, limit, jobId });
  const judge = await createJudge(ports, runs);
  let freed = FREED_NOTHING;
  for (const [index, run] of runs.entries()) {
    const step = judge(run);
    const before = runs[index - 1];
    if (step !== 'keep' && before !== undefined && !order.dryRun && !(await ports.mayDelete()))
      return { next: before._id, seen: index, freed };
    freed = addFreed(freed, await actOrSkip(ports, { run, step, dryRun: order.dryRun }));
    if (freed.documents > DOCUMENTS_IN_STEP) return { next: run._id, seen: index + 1, freed };
  }
  return { next: runs.length < limit ? null : (runs.at(-1)?._id ?? null), seen: runs.length, freed };
}

async function createJudge(
  ports: DetailsPorts,
  runs: readonly EndedRun[],
): Promise<(run: EndedRun) => DetailsDecision> {
  const now = ports.clock.now();
  const [newest, book, outboxes] = await Promise.all([
    ports.endedRuns.newest([...new Set(runs.map(({ jobId }) => jobId))]),
    readRetentions(ports.retentions, runs),
    ports.pages.withOutbox(now, OUTBOXES),
  ]);
  const awaited = new Set(
    outboxes.flatMap(({ outbox }) => outbox.map(({ key }) => parseStageKey(key).runId)),
  );
  // With so many, others may stand behind them that were not read.
  const isEachAwaited = outboxes.length === OUTBOXES;
  return (run) =>
    judgeDetails(run, {
      now: now.getTime(),
      retention: book(run),
      isNewest: newest.has(run._id),
      isAwaited: isEachAwaited || awaited.has(run._id),
    });
}

interface Act {
  readonly run: EndedRun;
  readonly step: DetailsDecision;
  readonly dryRun: boolean;
}

/** A run that can't be read does not keep the others from being packed; it stays as it is. */
async function actOrSkip(ports: DetailsPorts, wanted: Act): Promise<Freed> {
  try {
    return await act(ports, wanted);
  } catch (error) {
    if (!isWebloomError(error) || error.retryable) throw error;
    const facts = { runId: wanted.run._id, step: wanted.step, err: error };
    ports.log.error(facts, 'the details of a run could not be packed; they stay as they are');
    return FREED_NOTHING;
  }
}

async function act(ports: DetailsPorts, { run: { _id, details }, step, dryRun }: Act): Promise<Freed> {
  if (step === 'keep') return FREED_NOTHING;
  if (dryRun) return details === undefined ? unpackedSize(ports, _id) : packedSize(ports, _id);
  const run = await ports.runs.get(_id);
  if (run === null) return FREED_NOTHING;
  switch (step) {
    case 'pack':
      return packRun(ports, run);
    case 'drop':
      return dropDetails(ports, run);
    case 'finish':
      // Its file is lost: what still stands is packed again rather than deleted.
      return run.details?.state === 'packed' && !(await ports.archive.has(_id))
        ? packRun(ports, run)
        : dropLeft(ports, run);
  }
}

async function packedSize({ archive }: DetailsPorts, runId: string): Promise<Freed> {
  const bytes = await archive.size(runId);
  return bytes === null ? FREED_NOTHING : { files: 1, bytes, documents: 0 };
}

/** How large the packed file would be is not known, so this is a little more than what will be freed. */
async function unpackedSize(ports: DetailsPorts, runId: string): Promise<Freed> {
  let [files, bytes] = [0, 0];
  for await (const key of ports.blobs.list(runFolder(runId))) {
    files += 1;
    bytes += (await ports.blobs.facts(key))?.bytes ?? 0;
  }
  return { files, bytes, documents: await ports.frontier.count(runId) };
}
