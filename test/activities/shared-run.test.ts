// The stages of a process share what they know of a run.
import { expect, it } from 'vitest';
import { createRunCache } from '../../domain/run/stage/run-cache.ts';
import { sampleJob, sampleRun } from '../contracts/sample-documents.ts';
import { configOf } from '../support/control-scene.ts';
import { createDispatchScene } from '../support/dispatch-scene.ts';
import { inActivity } from '../support/in-activity.ts';
import { createActivities, runChunk } from '../support/run-job.ts';

const PAGE = 'http://shop.test/';
const SEEDS = 'runs/run_1/0/seeds.0';

it('a run is read once for planner and stages of its first chunk', async () => {
  const scene = createDispatchScene(({ kind }) =>
    kind === 'robots'
      ? { outcome: 'http-error', status: 404 }
      : { body: '<title>Shop</title><p>A chair</p>' },
  );
  const { stores, ports } = scene;
  let reads = 0;
  const runs = { ...stores.runs, get: (runId: string) => ((reads += 1), stores.runs.get(runId)) };
  await stores.jobs.insert(sampleJob('job', { activeRun: 'run_1', runSeq: 1 }));
  await stores.runs.insert(sampleRun('run_1', { config: configOf(), createdAt: new Date() }));
  await ports.files.write('seeds', SEEDS, [{ url: PAGE, depth: 0 }]);
  const activities = createActivities({ ...scene, ports: { ...ports, runs, findRun: createRunCache(runs) } });
  const round = {
    runId: 'run_1',
    round: 1,
    firstChunkNo: 1,
    sourceChunks: [],
    seedsFile: SEEDS,
    flush: true,
  };
  const { chunks } = await inActivity(() => activities.planChunks(round));
  expect(chunks).toEqual([1]);
  await runChunk(activities, { runId: 'run_1', chunkNo: 1 });
  expect((await stores.chunks.get('run_1', 1))?.counts).toMatchObject({ stored: 1 });
  expect(reads).toBe(1);
});
