import { expect, it } from 'vitest';
import { createMemoryBlobStore } from '../../../support/memory/blob-store.ts';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { measureJobs } from '../../../../domain/upkeep/clean-up/storage.ts';
import { minutesLater, sampleJob, sampleSnapshot, START } from '../../../contracts/sample-documents.ts';

const HOUR = 3_600_000;

function createScene() {
  const stores = createMemoryStores();
  const scene = { stores, blobs: createMemoryBlobStore(), hours: 0 };
  const clock = { now: () => new Date(START.getTime() + scene.hours * HOUR) };
  const ports = { ...stores, blobs: scene.blobs, clock };
  return Object.assign(scene, {
    measure: (mayGoOn = async () => true) => measureJobs(ports, mayGoOn),
  });
}

it('measures each file of a job once, and its versions', async () => {
  const { stores, blobs, measure } = createScene();
  await stores.jobs.insert(sampleJob('job_a', { runSeq: 2 }));
  await blobs.putArchive('archives/one', [new Uint8Array(10), new Uint8Array(20)]);
  await blobs.put('blobs/two', new Uint8Array(5));
  const keys = { jobId: 'job_a', blocksKey: 'archives/one/0.h' };
  await stores.history.insertSnapshots([
    sampleSnapshot('job_a:p', 1, { ...keys, bodyKey: 'archives/one/1.h' }),
    sampleSnapshot('job_a:p', 2, { ...keys, bodyKey: 'blobs/two', at: minutesLater(9) }),
  ]);
  await measure();
  expect(await stores.storage.get('job_a')).toEqual({
    _id: 'job_a',
    workspaceId: 'default',
    versions: 2,
    pinned: 0,
    oldestAt: START,
    newestAt: minutesLater(9),
    bytes: 35,
    runSeq: 2,
    measuredAt: START,
  });
});

it('measures again after a run, once an hour while one goes on, and once a day, but not otherwise', async () => {
  const scene = createScene();
  const { jobs } = scene.stores;
  await jobs.insert(sampleJob('job_a'));
  await jobs.insert(sampleJob('job_b'));
  expect(await scene.measure()).toBe(2);
  expect(await scene.measure()).toBe(0);
  const job = await jobs.get('job_a');
  const running = job && (await jobs.control(job, { runSeq: 1, activeRun: 'run_1' }, null));
  expect(await scene.measure()).toBe(0);
  scene.hours = 2;
  expect([await scene.measure(), await scene.measure()]).toEqual([1, 0]);
  if (running !== null) await jobs.control(running, { activeRun: null }, null);
  expect([await scene.measure(), await scene.measure()]).toEqual([1, 0]);
  scene.hours = 25;
  expect(await scene.measure()).toBe(1);
  scene.hours = 27;
  expect(await scene.measure()).toBe(1);
  expect(await scene.measure(async () => false)).toBe(0);
});
