// An emergency hold over a chunk that is being dispatched: nothing more is published, and all goes on when it is lifted.
import { expect, it } from 'vitest';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { sampleHold } from '../../contracts/emergency-store.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';

const HOSTS = ['shop.test', 'news.test'];

async function dispatchOf(scene: DispatchScene): Promise<ChunkDispatch> {
  const source = { kind: 'pages', urls: ['http://shop.test/'] };
  const run = sampleRun('run_1', { config: configOf({ source }), createdAt: new Date(), state: 'running' });
  const visits = HOSTS.map((host) => {
    const row = {
      chunkNo: 1,
      urlKey: host,
      url: `http://${host}/`,
      depth: 0,
      visit: 1,
      attempts: 0,
      dueAt: 0,
      firstDueAt: 0,
    };
    return new WaitingVisit(row, 'page', Date.now());
  });
  return new ChunkDispatch(scene.ports, await toFacts(scene.ports, run, visits), { chunkNo: 1, visits });
}

function createHeldScene(): DispatchScene {
  return createDispatchScene(
    ({ kind }) => (kind === 'robots' ? { outcome: 'http-error', status: 404 } : { body: 'page' }),
    HOSTS,
  );
}

const NEVER = new AbortController().signal;

it('nothing is published while everything is held, not even for robots.txt', async () => {
  const scene = createHeldScene();
  scene.holds = [sampleHold('hold_1')];
  const dispatch = await dispatchOf(scene);
  const rows = dispatch.run(NEVER);
  await eventually(() => scene.holdLooks >= 3);
  expect(scene.published).toEqual([]);
  scene.holds = [];
  expect((await rows).map(({ result }) => result)).toEqual(['fetched', 'fetched']);
});

it('only the pages of the host that is held wait', async () => {
  const scene = createHeldScene();
  scene.holds = [sampleHold('hold_1', { scope: { kind: 'host', host: 'shop.test' } })];
  const dispatch = await dispatchOf(scene);
  const rows = dispatch.run(NEVER);
  await eventually(() => dispatch.answered === 1);
  expect(new Set(scene.published.map(({ url }) => new URL(url).host))).toEqual(new Set(['news.test']));
  scene.holds = [];
  expect((await rows).map(({ result }) => result)).toEqual(['fetched', 'fetched']);
});
