// By which pool the visits of a run go, as their messages say: pages and robots.txt of a host alike, and changes of pools while it lasts.
import { expect, it } from 'vitest';
import { ChunkDispatch } from '../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../activities/scrape/run-facts.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { samplePool } from '../contracts/proxy-pool-store.ts';
import { sampleJob, sampleRun } from '../contracts/sample-documents.ts';
import { configOf } from '../support/control-scene.ts';
import { createDispatchScene, type DispatchScene } from '../support/dispatch-scene.ts';

const HOSTS = ['shop.test', 'news.test'];

function createScene(): DispatchScene {
  return createDispatchScene(
    ({ kind }) => (kind === 'robots' ? { outcome: 'http-error', status: 404 } : { body: 'page' }),
    HOSTS,
  );
}

async function waysOf(scene: DispatchScene, fetch: object = {}): Promise<Record<string, string>> {
  const run = sampleRun('run_1', { config: configOf({ fetch }), state: 'running' });
  const visits = HOSTS.map((host) => {
    const row = { urlKey: host, url: `http://${host}/`, depth: 0, visit: 1, attempts: 0 };
    return new WaitingVisit({ ...row, dueAt: 0, firstDueAt: 0 }, 'page', Date.now());
  });
  const facts = await toFacts(scene.ports, run, visits);
  await new ChunkDispatch(scene.ports, facts, { chunkNo: 1, visits }).run(new AbortController().signal);
  const ways = scene.published.map(({ kind, url, fetch: { proxy } }) => [
    [kind, new URL(url).hostname].join(' '),
    proxy ?? 'none',
  ]);
  return Object.fromEntries(ways);
}

it('pages and robots.txt of a host go by the pool of the host, the others by that of a tag', async () => {
  const scene = createScene();
  const { jobId } = sampleRun('run_1', {});
  await scene.stores.jobs.insert(sampleJob(jobId, { tags: ['sale'] }));
  await scene.stores.proxyPools.insert(samplePool('pxp_host', { hosts: ['shop.test'] }));
  await scene.stores.proxyPools.insert(samplePool('pxp_tag', { tags: ['sale'] }));
  await scene.stores.proxyPools.insert(
    samplePool('pxp_other', { workspaceId: 'other', hosts: ['news.test'] }),
  );
  expect(await waysOf(scene)).toEqual({
    'robots shop.test': 'pxp_host',
    'page shop.test': 'pxp_host',
    'robots news.test': 'pxp_tag',
    'page news.test': 'pxp_tag',
  });
});

it.each([
  ['pxp_named', 'pxp_named'],
  ['none', 'none'],
])('what the job says counts before both: %s', async (proxy, way) => {
  const scene = createScene();
  await scene.stores.proxyPools.insert(samplePool('pxp_host', { hosts: ['shop.test'] }));
  expect(new Set(Object.values(await waysOf(scene, { proxy })))).toEqual(new Set([way]));
});
