// A run that begins while something is short waits, goes on by itself, and is let go by a pause.
import { expect, it } from 'vitest';
import { createDiscover } from '../../../activities/source/discover.ts';
import { transitionRun } from '../../../domain/job/execution/transition-run.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf, createScene } from '../../support/control-scene.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { inActivity } from '../../support/in-activity.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const FULL = {
  id: 'disk',
  kind: 'disk',
  name: 'The disk',
  state: 'critical',
  text: 'The disk is full.',
  since: 1,
  remedy: null,
  figures: {},
} as const;

async function sceneOf() {
  const scene = createDispatchScene(() => null);
  await scene.stores.runs.insert(sampleRun('run_1', { config: configOf(), createdAt: new Date() }));
  const look = (parts: readonly (typeof FULL)[]) =>
    scene.stores.health.put({ _id: 'health', at: new Date(), by: 'monitor', everyMs: 15_000, parts });
  const log = createSilentLog();
  const { messages } = log;
  const discover = () =>
    inActivity(() => createDiscover({ ...scene.ports, log }).discover({ runId: 'run_1' }));
  return { scene, look, discover, messages };
}

it('begins when there is room again', async () => {
  const { scene, look, discover, messages } = await sceneOf();
  await look([FULL]);
  const found = discover();
  await eventually(() => messages.includes('a run waits for room'), 3_000);
  expect(await scene.stores.frontier.count('run_1')).toBe(0);
  await look([]);
  expect(await found).toEqual({ seeds: 1 });
});

it('is interrupted by a stop while it waits, and has asked for nothing', async () => {
  const { scene, look, discover, messages } = await sceneOf();
  await look([FULL]);
  const found = discover();
  await eventually(() => messages.includes('a run waits for room'));
  const { ports } = createScene();
  await transitionRun({ ...ports, runs: scene.stores.runs }, { runId: 'run_1', event: 'stop', by: 'api' });
  await scene.ports.permits.refresh();
  expect(await found).toEqual({ seeds: 0, interrupted: true });
  expect(scene.published).toEqual([]);
});
