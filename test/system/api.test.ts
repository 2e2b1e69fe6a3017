// The API on real services, with every process as `up` starts it: what happened comes over the stream, verbs work while
// the orchestrator is down, and an API that was killed comes back and remembers what it has answered.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../api/client/client.ts';
import { type Shop, startShop } from '../../cli/demo/shop/shop.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

let shop: Shop;
let served: ServedWebloom;
let api: ApiClient;

beforeAll(async () => {
  shop = await startShop({ port: 0 });
  served = await serveWebloom(inject('services'), { name: 'api', host: `127.0.0.1:${shop.port}` });
  api = served.api;
});

afterAll(async () => {
  await served?.close();
  await shop?.stop();
});

const siteJob = () => ({ config: { source: { kind: 'site' as const, start: [`${shop.url}/`] } } });

test('a run is heard of live from its start to its end, and everything it found is there', async () => {
  const { jobId } = await api.createJob(siteJob());
  const ended = new AbortController();
  const heard: string[] = [];
  const stream = (async () => {
    for await (const event of api.events(`job:${jobId}`, ended.signal)) {
      heard.push(event.type);
      if (event.type === 'run.finished') ended.abort();
    }
  })();
  const { runId } = await api.act(jobId, 'start');
  await stream;
  expect(heard).toEqual(expect.arrayContaining(['job.start', 'run.state', 'run.progress', 'run.finished']));
  const run = await api.run(runId ?? '');
  const { discovered, ...classes } = run.ledger;
  expect(run.state).toBe('completed');
  expect(Object.values(classes).reduce((sum, n) => sum + n, 0)).toBe(discovered);
  const pages = await api.pages(jobId, { limit: 200 });
  expect(pages.items).toHaveLength(run.ledger.stored);
  const product = pages.items.find((page) => page.url.endsWith('/product/arc-kettle'));
  expect(product?.price).toMatchObject({ amount: '129.95', currency: 'EUR' });
  const story = await api.story(run.runId, product?.urlKey ?? '');
  expect(story.story[0]).toContain('Seen for the first time');
  const health = await api.health();
  expect(health).toMatchObject({ status: 'healthy', problems: [] });
});

test('verbs work while the orchestrator is down; the run follows when it is back', async () => {
  const { jobId } = await api.createJob(siteJob());
  const orchestrator = served.webloom.supervisors.get('orchestrator');
  await orchestrator?.kill();
  const { runId } = await api.act(jobId, 'start');
  const startedAt = performance.now();
  expect((await api.act(jobId, 'pause')).state).toBe('paused');
  expect((await api.act(jobId, 'resume')).state).toBe('starting');
  expect((await api.act(jobId, 'stop')).state).toBe('stopping');
  expect(performance.now() - startedAt).toBeLessThan(6_000);
  orchestrator?.start();
  const run = await eventually(async () => {
    const now = await api.run(runId ?? '');
    return now.state === 'stopped' ? now : null;
  }, 60_000);
  expect(run.endingReason?.code).toBe('stopped-by-user');
});

test('an API that was killed is back soon, and gives a repeated request its first answer', async () => {
  const create = () =>
    fetch(`${served.webloom.apiUrl}/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify(siteJob()),
    });
  const first = await create();
  const pid = served.webloom.supervisors.get('api')?.pid;
  process.kill(pid ?? 0, 'SIGKILL');
  const again = await eventually(async () => create().catch(() => null), 30_000);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toEqual(await first.json());
});
