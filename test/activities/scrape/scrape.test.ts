// What one attempt of the scrape stage was answered, the next one keeps: also where Temporal never heard of it, as while it
// was away, and though the run has been stopped in between.
import { expect, it } from 'vitest';
import { createScrape } from '../../../activities/scrape/scrape.ts';
import type { PlanRow } from '../../../domain/run/stage/stage-row.ts';
import { transitionRun } from '../../../domain/job/execution/transition-run.ts';
import { sampleChunk, sampleRun } from '../../contracts/sample-documents.ts';
import { configOf, createScene } from '../../support/control-scene.ts';
import { createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { inActivity } from '../../support/in-activity.ts';

const CHUNK = { runId: 'run_1', chunkNo: 1 };
const PLAN = 'runs/run_1/1/plan.0';
const PAGES = ['a', 'b', 'c', 'd'];

/** `a` and `b` are answered, `c` and `d` never. */
async function halfAnswered(): Promise<DispatchScene> {
  const scene = createDispatchScene((message) => {
    if (message.kind === 'robots') return { outcome: 'http-error', status: 404 };
    return ['a', 'b'].includes(message.urlKey) ? { body: `page ${message.urlKey}` } : null;
  });
  const source = { kind: 'pages', urls: ['http://shop.test/'] };
  await scene.stores.runs.insert(
    sampleRun('run_1', { config: configOf({ source }), createdAt: new Date(), state: 'running' }),
  );
  await scene.stores.chunks.insert(sampleChunk('run_1', 1, { state: 'planned', files: {}, planFile: PLAN }));
  const rows = PAGES.map(
    (urlKey): PlanRow => ({
      chunkNo: 1,
      urlKey,
      url: `http://shop.test/${urlKey}`,
      depth: 0,
      visit: 1,
      attempts: 0,
      dueAt: 0,
      firstDueAt: 0,
    }),
  );
  await scene.ports.files.write('plan', PLAN, rows);
  return scene;
}

const scrape = (scene: DispatchScene, attempt: number, signal?: AbortSignal) =>
  inActivity(() => createScrape(scene.ports).scrape(CHUNK), signal, attempt);

async function fetchedIn(scene: DispatchScene, file: string): Promise<string[]> {
  const rows = await scene.ports.files.read('scrape', file);
  return rows.filter(({ result }) => result === 'fetched').map(({ urlKey }) => urlKey);
}

async function isAnswered(scene: DispatchScene): Promise<boolean> {
  const packs: string[] = [];
  for await (const key of scene.ports.blobs.list('runs/run_1/1/pack.')) packs.push(key);
  return packs.length === 2 && scene.published.length >= PAGES.length;
}

/** Gates are read again at the next attempt. */
async function stop(scene: DispatchScene): Promise<void> {
  const ports = { ...createScene().ports, runs: scene.stores.runs };
  await transitionRun(ports, { runId: 'run_1', event: 'stop', by: 'api', ending: 'stopped' });
}

async function cutShort(scene: DispatchScene): Promise<void> {
  const giveUp = new AbortController();
  const first = scrape(scene, 1, giveUp.signal);
  await eventually(() => isAnswered(scene));
  await stop(scene);
  giveUp.abort(new Error('Temporal no longer knows this attempt'));
  await expect(first).rejects.toThrow('no longer knows');
}

it('what an attempt had is kept by the next one, though no heartbeat told of it and the run is being stopped', async () => {
  const scene = await halfAnswered();
  await cutShort(scene);
  const asked = scene.published.length;
  const second = await scrape(scene, 2);
  expect(await fetchedIn(scene, second.file)).toEqual(['a', 'b']);
  expect(second).toMatchObject({ rows: 4, answered: 2, readable: 2, deferred: 2, gateClosed: true });
  expect(scene.published.length).toBe(asked);
});

it('a chunk that is scraped already is reported, not scraped again', async () => {
  const scene = await halfAnswered();
  await cutShort(scene);
  const second = await scrape(scene, 2);
  const third = await scrape(scene, 3);
  expect(third).toEqual(second);
});

it('a scraped chunk whose file holds the rows of another one is fetched again, and names the new file', async () => {
  const scene = await halfAnswered();
  await cutShort(scene);
  const { blobs, files } = scene.ports;
  const second = await scrape(scene, 2);
  const other = 'runs/run_2/1/scrape.0';
  await files.write('scrape', other, []);
  await blobs.delete([second.file]);
  await blobs.put(second.file, (await blobs.get(other)) ?? []);
  const third = await scrape(scene, 3);
  expect(third.file).not.toBe(second.file);
  expect(await fetchedIn(scene, third.file)).toEqual(['a', 'b']);
  expect((await scene.stores.chunks.get('run_1', 1))?.files.scrape).toBe(third.file);
});

it('a chunk has one checkpoint at a time', async () => {
  const scene = await halfAnswered();
  await cutShort(scene);
  const kept: string[] = [];
  for await (const key of scene.ports.blobs.list('runs/run_1/1/checkpoint.')) kept.push(key);
  expect(kept).toHaveLength(1);
});
