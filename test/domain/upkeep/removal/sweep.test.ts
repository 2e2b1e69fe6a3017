import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../../domain/system/blob/blob-store.ts';
import { removeJob } from '../../../../domain/job/verb/remove-job.ts';
import { eraseJobs } from '../../../../domain/upkeep/removal/erase-jobs.ts';
import { filesToDrop, isDropped } from '../../../../domain/upkeep/removal/sweep-files.ts';
import { sweep } from '../../../../domain/upkeep/removal/sweep.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleChunk, sampleRun, samplePage, sampleSnapshot } from '../../../contracts/sample-documents.ts';
import {
  createRemovalScene,
  fillJob,
  keysOf,
  type RemovalScene,
  rowsLeft,
} from '../../../support/removal-scene.ts';

const always = async (): Promise<boolean> => true;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
const FORCED = { code: 'forced', detail: 'by force' } as const;

function runOf(fields: Partial<Run>): Run {
  return sampleRun('run_1', { finishedAt: new Date(NOW - HOUR), ...fields });
}

describe('files of a run', () => {
  it.each([
    ['that goes on and discovers', runOf({ state: 'starting', phase: 'discovering' }), 'nothing'],
    ['that is paused in its discovery', runOf({ state: 'paused', phase: 'discovering' }), 'nothing'],
    ['that crawls', runOf({ state: 'running', phase: 'crawling' }), 'nothing'],
    ['that is being ended', runOf({ state: 'finalizing', phase: 'crawling' }), 'nothing'],
    ['that completed', runOf({ state: 'completed' }), 'all-but-outcomes'],
    ['that was lost', runOf({ state: 'failed' }), 'all-but-outcomes'],
    ['stopped by force an hour ago', runOf({ state: 'stopped', endingReason: FORCED }), 'all-but-scraped'],
    [
      'stopped by force two days ago',
      runOf({ state: 'stopped', endingReason: FORCED, finishedAt: new Date(NOW - 48 * HOUR) }),
      'all-but-outcomes',
    ],
  ] as const)('go as far as nobody needs them: %s', (_what, run, drop) => {
    expect(filesToDrop(run, { now: NOW, oldestFileAt: NOW, hasNewerEnded: false })).toBe(drop);
  });

  it('stopped by force go when a newer run of the job has ended', () => {
    const run = runOf({ state: 'stopped', endingReason: FORCED });
    expect(filesToDrop(run, { now: NOW, oldestFileAt: NOW, hasNewerEnded: true })).toBe('all-but-outcomes');
  });

  it('of a run nobody knows are given a day', () => {
    const known = { now: NOW, hasNewerEnded: false };
    expect(filesToDrop(null, { ...known, oldestFileAt: NOW - 23 * HOUR })).toBe('nothing');
    expect(filesToDrop(null, { ...known, oldestFileAt: NOW - 25 * HOUR })).toBe('all');
  });

  it.each([
    ['all-but-outcomes', ['0/seeds.1', '1/pack.s.1', '1/plan.1', '1/links.1'], ['1/store.1']],
    ['all-but-scraped', ['0/pack.s.1', '1/parse.1'], ['1/pack.s.1', '1/scrape.1', '1/plan.1', '1/store.1']],
  ] as const)('drop %s', (drop, gone, kept) => {
    const dropped = (name: string): boolean => isDropped(drop, `runs/run_1/${name}`);
    expect([gone.every(dropped), kept.some(dropped)]).toEqual([true, false]);
  });
});

/** Clocks ahead of everything that was written. */
function later(scene: RemovalScene, ms: number): void {
  scene.now = new Date(Date.now() + ms);
}

const sweepOf = (scene: RemovalScene) => sweep(scene.sweeping, 'default', always);

describe('a sweep', () => {
  it('drops packs and stage files of ended runs, tells how much that was, and leaves everything that is named', async () => {
    const scene = createRemovalScene();
    await fillJob(scene, 'kept');
    await scene.blobs.put('runs/run_kept/1/parse.1', new Uint8Array(500));
    later(scene, HOUR);
    expect(await sweepOf(scene)).toEqual({ bytes: 1_500 });
    expect(await keysOf(scene)).toEqual(['archives/of-kept', 'blobs/shared', 'runs/run_kept/1/store.1']);
    expect(scene.noted.published.map(({ type }) => type)).toContain('storage.swept');
    expect(await sweepOf(scene)).toEqual({ bytes: 0 });
  });

  it('leaves a run that goes on what it may still name', async () => {
    const scene = createRemovalScene();
    await fillJob(scene, 'busy', { state: 'running', phase: 'crawling' });
    await scene.blobs.put('runs/run_busy/0/pack.s.1', new Uint8Array(700));
    const before = await keysOf(scene);
    later(scene, HOUR);
    expect(await sweepOf(scene)).toEqual({ bytes: 0 });
    expect(await keysOf(scene)).toEqual(before);
  });

  it('drops archives and texts nobody names once their grace is over, counted from the oldest open chunk', async () => {
    const scene = createRemovalScene();
    const { stores, blobs } = scene;
    await fillJob(scene, 'kept');
    await blobs.putArchive('archives/orphan', [new Uint8Array(10)]);
    await blobs.put('blobs/orphan', new Uint8Array(5));
    later(scene, 23 * HOUR);
    await sweepOf(scene);
    expect(await keysOf(scene)).toContain('archives/orphan');
    await stores.runs.insert(sampleRun('run_slow', { jobId: 'kept', state: 'running', seq: 9 }));
    await stores.chunks.insert(
      sampleChunk('run_slow', 1, { state: 'scraped', plannedAt: new Date(Date.now() - HOUR) }),
    );
    later(scene, 25 * HOUR);
    await sweepOf(scene);
    expect(await keysOf(scene)).toContain('blobs/orphan');
    await stores.chunks.move('run_slow:1', ['scraped'], { state: 'dropped' });
    expect(await sweepOf(scene)).toEqual({ bytes: 15 });
    expect(await keysOf(scene)).toEqual(['archives/of-kept', 'blobs/shared', 'runs/run_kept/1/store.1']);
  });

  it('spares what is used while it marks', async () => {
    const scene = createRemovalScene();
    await scene.blobs.put('blobs/reused', new Uint8Array(5));
    later(scene, 25 * HOUR);
    const blobs: BlobStore = { ...scene.blobs };
    let asked = 0;
    const facts: BlobStore['facts'] = async (key) => {
      asked += 1;
      const found = await scene.blobs.facts(key);
      return found === null || asked === 1 ? found : { ...found, usedAt: scene.now };
    };
    await sweep({ ...scene.sweeping, blobs: { ...blobs, facts } }, 'default', always);
    expect(await keysOf(scene)).toEqual(['blobs/reused']);
  });

  it('erases what a process that woke up late has written for a removed job', async () => {
    const scene = createRemovalScene();
    await fillJob(scene, 'gone');
    await removeJob(scene.sweeping, 'gone', null);
    for (let turn = 0; turn < 2; turn++) await eraseJobs(scene.sweeping, always);
    const late = samplePage('gone', 'late');
    await scene.stores.pages.write([{ id: late._id, expectedV: 0, order: 11, set: late }]);
    await scene.stores.history.insertSnapshots([sampleSnapshot('gone:late', 1, { jobId: 'gone' })]);
    await sweepOf(scene);
    expect(await rowsLeft(scene, 'gone')).toBe(0);
  });

  it('has runs erased whose job was removed before removals were known', async () => {
    const scene = createRemovalScene();
    await fillJob(scene, 'gone', { finishedAt: new Date(scene.now.getTime() - 48 * HOUR) });
    await scene.stores.jobs.remove('gone');
    await sweepOf(scene);
    for (let turn = 0; turn < 2; turn++) await eraseJobs(scene.sweeping, always);
    expect(await rowsLeft(scene, 'gone')).toBe(0);
  });
});
