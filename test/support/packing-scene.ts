// A job with two runs that have ended: an old one with several chunks, outcomes and failures, and the newest one. What is asked
// of the details of a run is asked of stores that know packed runs.
import { createRunArchive } from '../../adapters/blobs/run-archive-file.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMemoryBlobStore } from './memory/blob-store.ts';
import type { DetailsPorts } from '../../domain/upkeep/clean-up/packed/details-pass.ts';
import { type RunDetailStores, readingPacked } from '../../domain/upkeep/clean-up/packed/read-packed.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { NewUrl } from '../../domain/run/frontier.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { START, sampleChunk, sampleFailure, sampleRun } from '../contracts/sample-documents.ts';
import { type Scene, createScene, putJob } from './control-scene.ts';
import { createSilentLog } from './silent-log.ts';

const DAY_MS = 86_400_000;

export interface PackingScene extends Scene {
  readonly blobs: BlobStore;
  readonly packing: DetailsPorts;
  readonly reading: RunDetailStores;
}

export function createPackingScene(): PackingScene {
  const scene = createScene();
  const blobs = createMemoryBlobStore();
  const { runs, chunks, frontier, failures, erasure, endedRuns, retentions, pages } = scene.stores;
  const stageFiles = createStageFiles(blobs);
  const archive = createRunArchive(blobs);
  const details = { chunks, frontier, failures, stageFiles };
  const clock = { now: () => scene.now };
  const stores = { runs, erasure, endedRuns, retentions, pages };
  return Object.assign(scene, {
    blobs,
    packing: {
      mayDelete: async () => true,
      ...details,
      ...stores,
      archive,
      blobs,
      clock,
      log: createSilentLog(),
    },
    reading: readingPacked(details, archive),
  });
}

/** Moves the clock to so many days after the runs have ended. */
export function afterDays(scene: PackingScene, days: number): void {
  scene.now = new Date(START.getTime() + days * DAY_MS);
}

export const URLS = 2_300;
const CHUNK_URLS = 500;

/** `run_1`: completed, with a failure every hundred pages; `run_2`: the newest, with nothing. */
export async function fillRuns(scene: PackingScene, jobId = 'job'): Promise<void> {
  const { stores, blobs } = scene;
  await putJob(scene, { _id: jobId });
  const ended = { jobId, state: 'completed', finishedAt: START } as const;
  await stores.runs.insert(sampleRun('run_1', { ...ended, seq: 1 }));
  await stores.runs.insert(sampleRun('run_2', { ...ended, seq: 2 }));
  const urls = Array.from({ length: URLS }, (_, i) => newUrl(i));
  await stores.frontier.offer('run_1', 1, urls, 0);
  for (let from = 0, chunkNo = 1; from < URLS; from += CHUNK_URLS, chunkNo++) {
    const some = urls.slice(from, from + CHUNK_URLS);
    const store = `runs/run_1/${chunkNo}/store.1`;
    await createStageFiles(blobs).write('store', store, some.map(outcome));
    await stores.chunks.insert(
      sampleChunk('run_1', chunkNo, { state: 'committed', files: { store }, committedAt: START }),
    );
    await stores.frontier.stamp(
      'run_1',
      2,
      chunkNo,
      some.map(({ urlKey }) => urlKey),
    );
  }
  await stores.failures.put(
    urls
      .filter((_, i) => i % 100 === 0)
      .map(({ urlKey }, i) => sampleFailure('run_1', urlKey, { dead: i % 2 === 0 })),
  );
}

function newUrl(i: number): NewUrl {
  const urlKey = `key-${String(i).padStart(5, '0')}`;
  return { urlKey, url: `http://shop.test/${urlKey}`, depth: 1 };
}

function outcome({ urlKey, url, depth }: NewUrl): StoreRow {
  return {
    urlKey,
    url,
    depth,
    visit: 1,
    outcome: 'stored',
    reason: 'changed',
    attempts: 1,
    requests: 1,
    wireBytes: 2_000,
    elapsedMs: 30,
    waitMs: 0,
    fetchedAt: START.getTime(),
    links: 3,
    why: ['the price changed'],
    changes: [],
    prices: [],
  };
}
