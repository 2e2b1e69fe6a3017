import { describe, expect, it } from 'vitest';
import { createDiscover } from '../../../activities/source/discover.ts';
import type { DiscoverResult } from '../../../activities/contract.ts';
import { transitionRun } from '../../../domain/job/execution/transition-run.ts';
import type { SeedRow } from '../../../domain/run/stage/stage-row.ts';
import { samplePage, sampleRun } from '../../contracts/sample-documents.ts';
import { configOf, createScene } from '../../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';

const SITEMAP = 'http://shop.test/sitemap.xml';
const INDEX = `<sitemapindex><sitemap><loc>http://shop.test/a.xml</loc></sitemap><sitemap><loc>http://shop.test/b.xml</loc></sitemap></sitemapindex>`;

function urlset(...paths: string[]): Answer {
  const urls = paths.map((path) => `<url><loc>http://shop.test/${path}</loc></url>`);
  return { body: `<urlset>${urls.join('')}</urlset>` };
}

function answers(message: { kind: string; url: string }): Answer {
  if (message.kind === 'robots') return { outcome: 'http-error', status: 404 };
  if (message.url === SITEMAP) return { body: INDEX };
  return message.url.endsWith('a.xml') ? urlset('1') : urlset('2');
}

async function sceneOf(source: object, answer: DispatchScene['answer'] = answers): Promise<DispatchScene> {
  const scene = createDispatchScene(answer);
  await scene.stores.runs.insert(sampleRun('run_1', { config: configOf({ source }), createdAt: new Date() }));
  return scene;
}

function discover(scene: DispatchScene): Promise<DiscoverResult> {
  return inActivity(() => createDiscover(scene.ports).discover({ runId: 'run_1' }));
}

async function seedsOf(scene: DispatchScene): Promise<SeedRow[]> {
  const found = await discover(scene);
  expect(found.failure).toBeUndefined();
  return frontierOf(scene);
}

async function frontierOf(scene: DispatchScene): Promise<SeedRow[]> {
  const entries = await scene.stores.frontier.list('run_1', null, 100_000);
  return entries.map(({ url, depth }) => ({ url, depth }));
}

describe('a source that has to be read', () => {
  it('is read whole, index and sitemaps', async () => {
    const scene = await sceneOf({ kind: 'sitemap', sitemaps: [SITEMAP] });
    expect(await seedsOf(scene)).toEqual([
      { url: 'http://shop.test/1', depth: 0 },
      { url: 'http://shop.test/2', depth: 0 },
    ]);
  });

  it('paused in the middle says so, instead of passing for unreadable or for all there is', async () => {
    const scene = await sceneOf({ kind: 'sitemap', sitemaps: [SITEMAP] }, (message) => {
      if (!message.url.endsWith('b.xml')) return answers(message);
      const ports = { ...createScene().ports, runs: scene.stores.runs };
      void transitionRun(ports, { runId: 'run_1', event: 'pause', by: 'api' });
      return { outcome: 'gated' };
    });
    expect(await discover(scene)).toEqual({ seeds: 1, interrupted: true });
  });

  it('waits for what its host hands back for later', async () => {
    let refusals = 0;
    const scene = await sceneOf({ kind: 'sitemap', sitemaps: [SITEMAP] }, (message) => {
      if (!message.url.endsWith('b.xml') || refusals > 0) return answers(message);
      refusals += 1;
      setTimeout(() => (scene.aheadMs += 100_000), 100);
      return { outcome: 'http-error', status: 503, retryable: true, retryAfterMs: 90_000 };
    });
    expect((await seedsOf(scene)).map(({ url }) => url)).toContain('http://shop.test/2');
  });
});

describe('pages that are known', () => {
  const site = { kind: 'site', start: ['http://shop.test/'] };

  it('are seeded as deep as they lie, so that a crawl does not creep beyond its depth', async () => {
    const scene = await sceneOf(site);
    const { jobId, depth, urlKey, url, ...page } = samplePage('job', 'deep', { depth: 3 });
    await scene.stores.pages.write([
      { id: page._id, expectedV: 0, order: 11, set: { ...page, jobId, depth, urlKey, url } },
    ]);
    expect(await seedsOf(scene)).toEqual([
      { url: 'http://shop.test/', depth: 0 },
      { url: 'http://shop.test/deep', depth: 3 },
    ]);
  });

  it('outside the source of today are retired', async () => {
    const scene = await sceneOf(site);
    const set = samplePage('job', 'away', { url: 'http://elsewhere.test/' });
    await scene.stores.pages.write([{ id: set._id, expectedV: 0, order: 11, set }]);
    expect(await seedsOf(scene)).toEqual([{ url: 'http://shop.test/', depth: 0 }]);
    expect((await scene.stores.pages.getMany([set._id])).get(set._id)?.state).toBe('retired');
  });

  it.each([
    { goneDays: 0.5, checkedDaysAgo: 0.5, due: false },
    { goneDays: 7, checkedDaysAgo: 7, due: true },
    { goneDays: 14, checkedDaysAgo: 8, due: true },
    { goneDays: 21, checkedDaysAgo: 7, due: false },
    { goneDays: 28, checkedDaysAgo: 15, due: true },
  ])('and gone for $goneDays days, last checked $checkedDaysAgo days ago: due $due', async (gone) => {
    const scene = await sceneOf(site);
    const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);
    const times = { removedAt: ago(gone.goneDays), lastCheckedAt: ago(gone.checkedDaysAgo) };
    const set = samplePage('job', 'gone', { state: 'removed', ...times });
    await scene.stores.pages.write([{ id: set._id, expectedV: 0, order: 11, set }]);
    expect((await seedsOf(scene)).some(({ url }) => url.endsWith('gone'))).toBe(gone.due);
  });
});
