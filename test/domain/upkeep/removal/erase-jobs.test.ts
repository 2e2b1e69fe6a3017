import { describe, expect, it } from 'vitest';
import { eraseJobs } from '../../../../domain/upkeep/removal/erase-jobs.ts';
import { removeJob } from '../../../../domain/job/verb/remove-job.ts';
import { configOf, jobOf, putJob } from '../../../support/control-scene.ts';
import {
  createRemovalScene,
  FILES,
  fillJob,
  keysOf,
  type RemovalScene,
  ROWS,
  rowsLeft,
} from '../../../support/removal-scene.ts';

const always = async (): Promise<boolean> => true;

async function twoJobs(): Promise<RemovalScene> {
  const scene = createRemovalScene();
  await fillJob(scene, 'gone');
  await fillJob(scene, 'kept');
  return scene;
}

/** Two turns: one that erases, one that finds nothing more. */
async function erase(scene: RemovalScene): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await eraseJobs(scene.sweeping, always);
}

describe('a removed job', () => {
  it('is erased with all its rows and files, and says how much that was; what others share stays', async () => {
    const scene = await twoJobs();
    const before = await keysOf(scene);
    await removeJob(scene.sweeping, 'gone', null);
    expect(await scene.stores.jobs.get('gone')).toBeNull();
    expect(await rowsLeft(scene, 'gone')).toBe(ROWS);
    await erase(scene);
    expect(await rowsLeft(scene, 'gone')).toBe(0);
    expect(await rowsLeft(scene, 'kept')).toBe(ROWS);
    expect(await keysOf(scene)).toEqual(before.filter((key) => !key.includes('gone')));
    const freed = { rows: ROWS, files: FILES, bytes: 1_330, finishedAt: scene.now };
    expect(await scene.stores.removals.get('gone')).toMatchObject(freed);
    expect(scene.noted.published.map(({ type }) => type)).toContain('job.removed');
  });

  it('cut off after any batch is erased by whoever comes next, with the same figures', async () => {
    for (let batches = 0; batches < 16; batches++) {
      const scene = await twoJobs();
      await removeJob(scene.sweeping, 'gone', null);
      let left = batches;
      await eraseJobs(scene.sweeping, async () => (left -= 1) >= 0);
      await erase(scene);
      expect(await scene.stores.removals.get('gone')).toMatchObject({
        rows: ROWS,
        files: FILES,
        bytes: 1_330,
      });
      expect(await rowsLeft(scene, 'gone')).toBe(0);
    }
  });

  it('whose removal was cut off before the job went is taken away all the same', async () => {
    const scene = await twoJobs();
    scene.failAfter = scene.writes + 1;
    await removeJob(scene.sweeping, 'gone', null).catch(() => undefined);
    scene.failAfter = null;
    await erase(scene);
    expect([await scene.stores.jobs.get('gone'), await rowsLeft(scene, 'gone')]).toEqual([null, 0]);
  });

  it('ends its run first, and waits for the end: nothing may be stored behind it', async () => {
    const scene = createRemovalScene();
    await fillJob(scene, 'gone', { state: 'running', phase: 'crawling' });
    await removeJob(scene.sweeping, 'gone', null);
    const run = await scene.stores.runs.get('run_gone');
    expect(run).toMatchObject({ state: 'finalizing', ending: 'stopped', endingReason: { code: 'forced' } });
    expect(scene.noted.terminated).toContain(run?.workflowId);
    await erase(scene);
    // The event of the run's end came on top.
    expect(await rowsLeft(scene, 'gone')).toBe(ROWS + 1);
    if (run !== null) await scene.stores.runs.move(run, { state: 'stopped' }, null);
    await erase(scene);
    expect(await rowsLeft(scene, 'gone')).toBe(0);
  });

  it('is taken out of the jobs that name it, each with a new version and a line in its history', async () => {
    const scene = await twoJobs();
    const config = configOf({ dependents: ['gone', 'kept'] });
    await putJob(scene, { _id: 'first', name: 'the first', config });
    const { lostBy } = await removeJob(scene.sweeping, 'gone', null);
    expect(lostBy).toEqual([{ jobId: 'first', name: 'the first' }]);
    const first = await jobOf(scene, 'first');
    expect(first).toMatchObject({ version: 2, config: { dependents: ['kept'] } });
    expect(first.history.at(-1)).toMatchObject({ event: 'dependent-removed', by: 'removal' });
    await erase(scene);
    expect((await scene.stores.removals.get('gone'))?.lostBy).toHaveLength(1);
  });

  it('is not removed by whoever has read another version', async () => {
    const scene = await twoJobs();
    await expect(removeJob(scene.sweeping, 'gone', 7)).rejects.toMatchObject({ code: 'precondition-failed' });
    expect(await scene.stores.removals.get('gone')).toBeNull();
  });
});
