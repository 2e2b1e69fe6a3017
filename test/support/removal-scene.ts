// A job with a run behind it, one page with two versions, and the files they name; removed or not.
import { createMemoryBlobStore } from './memory/blob-store.ts';
import { archiveKey, entryKey } from '../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { WholeSweepPorts } from '../../domain/upkeep/removal/sweep.ts';
import type { Run } from '../../domain/run/run.ts';
import {
  sampleChange,
  sampleChunk,
  sampleEvent,
  sampleFailure,
  samplePage,
  samplePrice,
  sampleRun,
  sampleSnapshot,
} from '../contracts/sample-documents.ts';
import { createScene, putJob, type Scene } from './control-scene.ts';

export interface RemovalScene extends Scene {
  readonly blobs: BlobStore;
  readonly sweeping: WholeSweepPorts & { readonly blobs: BlobStore };
}

/** Rows of a job put up by `fillJob`, without the event of its removal. */
export const ROWS = 10;
export const FILES = 3;

export function createRemovalScene(): RemovalScene {
  const scene = createScene();
  const blobs = createMemoryBlobStore();
  const { erasure, removals } = scene.stores;
  return Object.assign(scene, { blobs, sweeping: { ...scene.ports, erasure, removals, blobs } });
}

export async function fillJob(scene: RemovalScene, jobId: string, run: Partial<Run> = {}): Promise<void> {
  const { stores, blobs } = scene;
  const runId = `run_${jobId}`;
  await putJob(scene, { _id: jobId, name: `the ${jobId}` });
  await stores.runs.insert(sampleRun(runId, { jobId, state: 'completed', ...run }));
  await stores.chunks.insert(sampleChunk(runId, 1, { state: 'committed' }));
  await stores.frontier.offer(runId, 1, [{ urlKey: 'a', url: 'http://shop.test/a', depth: 0 }], 0);
  await stores.failures.put([sampleFailure(runId, 'b', { jobId })]);
  const pageId = `${jobId}:a`;
  const archive = archiveKey(`of-${jobId}`);
  const [blocksKey, bodyKey] = [
    entryKey({ archive, index: 0 }, 'text'),
    entryKey({ archive, index: 1 }, 'raw'),
  ];
  await stores.pages.write([{ id: pageId, expectedV: 0, order: 11, set: samplePage(jobId, 'a') }]);
  const owned = { jobId, runId };
  await stores.history.insertSnapshots([
    sampleSnapshot(pageId, 1, { ...owned, blocksKey, bodyKey }),
    sampleSnapshot(pageId, 2, { ...owned, blocksKey, bodyKey: 'blobs/shared' }),
  ]);
  await stores.history.insertChanges([sampleChange(pageId, 2, owned)]);
  await stores.history.insertPrices([samplePrice(pageId, 11, owned)]);
  await stores.events.insert([sampleEvent(`event-${jobId}`, { jobId })]);
  await blobs.putArchive(archive, [new Uint8Array(100), new Uint8Array(200)]);
  await blobs.put('blobs/shared', new Uint8Array(50));
  await blobs.put(`runs/${runId}/1/store.1`, new Uint8Array(30));
  await blobs.put(`runs/${runId}/1/pack.s.1`, new Uint8Array(1_000));
}

export async function keysOf(scene: RemovalScene): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['runs/', 'archives/', 'blobs/'])
    for await (const key of scene.blobs.list(prefix)) keys.push(key);
  return keys.toSorted();
}

export async function rowsLeft(scene: RemovalScene, jobId: string): Promise<number> {
  const { erasure } = scene.stores;
  const kinds = ['runs', 'snapshots', 'pages', 'changes', 'prices', 'templates', 'events'] as const;
  const ofJob = await Promise.all(kinds.map((kind) => erasure.some(kind, jobId, 99)));
  const ofRun = await Promise.all(
    (['chunks', 'frontier', 'failures'] as const).map((kind) => erasure.some(kind, `run_${jobId}`, 99)),
  );
  return [...ofJob, ...ofRun].flat().length;
}
