import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Run } from '../../domain/run/run.ts';
import { samplePool } from '../contracts/proxy-pool-store.ts';
import { type Harness, T0, createHarness, putRun } from './harness.ts';
import { judgeRenderQueue } from '../../domain/health/renderer/judge-render-queue.ts';

let harness: Harness;
let run: Run;

function row(urlKey: string, more: Partial<StoreRow>): StoreRow {
  return {
    urlKey,
    url: `https://shop.example/${urlKey}`,
    visit: 1,
    outcome: 'stored',
    reason: 'changed',
    attempts: 1,
    requests: 1,
    wireBytes: 900,
    elapsedMs: 12,
    waitMs: 0,
    fetchedAt: T0,
    status: 200,
    depth: 1,
    links: 0,
    why: [],
    changes: [],
    prices: [],
    ...more,
  };
}

/** Five URLs: two in a committed chunk, one in an open one, one that waits, one nobody has taken yet. */
beforeAll(async () => {
  harness = await createHarness();
  const { frontier, chunks, failures } = harness.ports;
  run = await putRun(harness, 'running', { discovered: 5 });
  const urls = ['a', 'b', 'c', 'd', 'e'].map((urlKey) => ({
    urlKey,
    url: `https://shop.example/${urlKey}`,
    depth: urlKey === 'a' ? 0 : 1,
  }));
  await frontier.offer(run._id, 1, urls, T0);
  await frontier.stamp(run._id, 1, 1, ['a', 'b']);
  await frontier.stamp(run._id, 1, 2, ['c', 'd']);
  await frontier.reopen(run._id, [{ urlKey: 'd', fromChunk: 2, visit: 1, attempts: 1, dueAt: T0 + 40_000 }]);
  const store = stageKey(run._id, 1, 'store', 'x');
  await createStageFiles(harness.ports.blobs as BlobStore).write('store', store, [
    row('a', {
      missingFields: ['price'],
      why: ['The text “old” became “new”.'],
      fallbacks: [{ kind: 'other-selector', detail: 'Its first selector found nothing: price by “.now”.' }],
    }),
    row('b', {
      outcome: 'failed',
      reason: 'http-error',
      status: 500,
      attempts: 4,
      detail: 'Answered 500.',
      why: ['Answered 500.'],
    }),
  ]);
  const common = { runId: run._id, round: 1, planFile: 'p', visits: 2, files: {}, plannedAt: new Date(T0) };
  await chunks.insert({ ...common, _id: `${run._id}:1`, chunkNo: 1, state: 'storing', firstVisits: 2 });
  await chunks.move(`${run._id}:1`, ['storing'], {
    state: 'committed',
    files: { store },
    counts: {
      ...NO_COUNTS,
      stored: 1,
      failed: 1,
      requests: 5,
      reasons: { changed: 1, 'http-error': 1 },
      missingFields: { price: 1 },
      fallbacks: [
        {
          kind: 'other-selector',
          count: 1,
          since: T0,
          url: 'https://shop.example/a',
          urlKey: 'a',
          detail: 'Its first selector found nothing: price by “.now”.',
        },
      ],
    },
  });
  await chunks.insert({ ...common, _id: `${run._id}:2`, chunkNo: 2, state: 'planned', firstVisits: 1 });
  await failures.put([
    {
      _id: `${run._id}:b`,
      runId: run._id,
      jobId: run.jobId,
      url: 'https://shop.example/b',
      outcome: 'failed',
      reason: 'http-error',
      detail: 'Answered 500.',
      status: 500,
      attempts: 4,
      at: new Date(T0),
      dead: true,
    },
  ]);
});
afterAll(() => harness.app.close());

const get = async (path: string) => (await harness.app.inject(`/v1/runs/${run._id}${path}`)).json();

test('a required field that was not found shows in the run and at the page', async () => {
  expect((await get('')).missingFields).toEqual({ price: 1 });
  const { items } = await get('/pages');
  const missing = items.map((item: { url: string; missingFields: string[] }) => [
    item.url.at(-1),
    item.missingFields,
  ]);
  expect(Object.fromEntries(missing)).toMatchObject({ a: ['price'], b: [] });
});

test('what was read in another way shows in the run, at the page, in its story and as a filter', async () => {
  const [fallback, ...others] = (await get('')).fallbacks;
  expect(others).toEqual([]);
  expect(fallback).toMatchObject({
    kind: 'other-selector',
    count: 1,
    unit: 'page',
    text: 'On 1 page another selector took over.',
    since: new Date(T0).toISOString(),
    example: { url: 'https://shop.example/a', urlKey: 'a' },
  });
  const taken = [{ kind: 'other-selector', detail: 'Its first selector found nothing: price by “.now”.' }];
  const { items } = await get('/pages?fallback=other-selector,later-attempt');
  expect(items.map(({ urlKey }: { urlKey: string }) => urlKey)).toEqual(['a']);
  expect(items[0].fallbacks).toEqual(taken);
  for (const filter of ['fallback=later-attempt', 'fallback=other-selector&outcome=failed,pending'])
    expect((await get(`/pages?${filter}`)).items).toEqual([]);
  expect((await get('/pages?fallback=magic')).detail).toContain('other-selector');
  const story = await get('/pages/a');
  expect(story.story).toContain(
    'another selector took over: Its first selector found nothing: price by “.now”.',
  );
  expect(story.visits[0].fallbacks).toEqual(taken);
});

test('the ledger of a run adds up while it goes on', async () => {
  const view = await get('');
  const { discovered, ...classes } = view.ledger;
  expect(view.ledger).toEqual({
    discovered: 5,
    stored: 1,
    unchanged: 0,
    failed: 1,
    skipped: 0,
    pending: 2,
    inFlight: 1,
  });
  expect(Object.values<number>(classes).reduce((sum, n) => sum + n, 0)).toBe(discovered);
  expect(view.reasons).toContainEqual(
    expect.objectContaining({ code: 'http-error', count: 1, outcome: 'failed' }),
  );
  expect(view.links.temporal).toBe(
    `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(run.workflowId)}`,
  );
  expect(view.allowedTransitions).toEqual(['stop']);
});

test('every URL of a run says how it ended or what it waits for', async () => {
  const { items } = await get('/pages');
  const outcomes = items.map((page: { urlKey: string; outcome: string }) => [page.urlKey, page.outcome]);
  expect(outcomes).toEqual([
    ['a', 'stored'],
    ['b', 'failed'],
    ['c', 'in-flight'],
    ['d', 'pending'],
    ['e', 'pending'],
  ]);
  expect(items[3].dueAt).toBe(new Date(T0 + 40_000).toISOString());
  // None of them is a page yet, so no link leads to one.
  expect(items[1].links).toEqual({ why: `/v1/runs/${run._id}/pages/b` });
});

test('one URL answers why, with the evidence of every look at it', async () => {
  const story = await get('/pages/b');
  expect(story.story).toEqual([
    'failed (HTTP 500): The site answered with an error status.',
    'Answered 500.',
    'It was found one link away from the source.',
  ]);
  expect(story.visits).toMatchObject([{ chunkNo: 1, reason: 'http-error', attempts: 4 }]);
  expect((await get('/pages/a')).story).toContain('The text “old” became “new”.');
  expect(await get('/pages/zzz')).toMatchObject({ status: 404 });
});

test('what was on the screen when a step failed is shown with the failure, and is gone with it', async () => {
  const { failures } = harness.ports;
  const [failure] = await failures.getMany([`${run._id}:b`]);
  if (failure === undefined) throw new Error('no failure');
  await (harness.ports.blobs as BlobStore).put('failed-screen', brotliCompressSync(Buffer.from('RIFF')));
  const picture = { key: 'failed-screen', width: 1_280, height: 1_024, pageId: 'job:b' };
  await failures.put([{ ...failure, picture }]);
  const size = { width: 1_280, height: 1_024 };
  expect((await get('/failures')).items).toMatchObject([{ picture: size }]);
  const self = `/v1/runs/${run._id}/pages/b/picture`;
  expect(await get('/pages/b')).toMatchObject({ picture: size, links: { picture: self } });
  const sent = await harness.app.inject(self);
  expect([sent.statusCode, sent.headers['content-type'], sent.body]).toEqual([200, 'image/webp', 'RIFF']);
  await failures.put([failure]);
  expect((await get('/failures')).items).toMatchObject([{ picture: null }]);
  expect((await get('/pages/b')).links).not.toHaveProperty('picture');
  const none = await harness.app.inject(self);
  expect([none.statusCode, none.json()]).toMatchObject([
    404,
    { detail: expect.stringContaining('goes with the next look') },
  ]);
});

test('failures are listed with what they mean', async () => {
  expect((await get('/failures')).items).toMatchObject([
    { urlKey: 'b', reason: 'http-error', dead: true, means: 'The site answered with an error status.' },
  ]);
  expect((await get('/failures?dead=false')).items).toEqual([]);
});

test('why nothing moves names the missing processes and the open work', async () => {
  const robots = { fetchedAt: T0, status: 'allow-all', text: '' } as const;
  await harness.ports.hosts.saveRobots('shop.example', robots);
  const answer = await get('/why-idle');
  expect(answer.idle).toBe(true);
  const codes = answer.reasons.map((reason: { code: string }) => reason.code);
  const missing = ['no-orchestrator', 'no-dispatcher', 'no-scraper', 'no-pipeline'];
  expect(codes).toEqual([...missing, 'host-delay', 'working']);
});

test('why nothing moves names pages that may wait for a renderer', async () => {
  const waiting = { ready: 2, consumers: 0, oldestMs: 40_000 };
  const id = 'queue:webloom1.url.to_render';
  const state = { ...judgeRenderQueue(waiting, null), since: null, figures: {} };
  harness.looked = { msAgo: 1_000, parts: [{ id, kind: 'queue', name: id, ...state }] };
  const { reasons } = await get('/why-idle');
  expect(reasons.find(({ code }: { code: string }) => code === 'no-renderer')).toMatchObject({
    detail: expect.stringContaining('may have to be opened in a browser. 2 pages wait, the oldest for 40 s'),
    remedy: expect.stringContaining('webloom up --renderers 1'),
  });
});

test('why nothing moves names the proxy pool of its hosts whose servers are all left alone', async () => {
  const pool = samplePool('pxp_1', { name: 'Shops', hosts: ['*.example'] });
  await harness.ports.proxyPools.insert(pool);
  const fault = {
    poolId: pool._id,
    server: 'gate.example:1080',
    why: 'nothing listens',
    since: T0,
    until: T0,
  };
  const beat = { _id: 'renderer:box:1', role: 'renderer', pid: 1, storeId: '', version: 'test' } as const;
  const at = new Date(harness.now);
  await harness.ports.agents.beat({
    ...beat,
    startedAt: at,
    at,
    load: {},
    proxies: [{ ...fault, of: 2 }],
  });
  const detail = async () => {
    const { reasons } = await get('/why-idle');
    return reasons.find(({ code }: { code: string }) => code === 'proxy-away')?.detail;
  };
  expect(await detail()).toBeUndefined();
  await harness.ports.agents.beat({ ...beat, startedAt: at, at, load: {}, proxies: [{ ...fault, of: 1 }] });
  expect(await detail()).toContain(
    'No server of the proxy pool “Shops” does, gate.example:1080 because nothing listens.',
  );
  await harness.ports.agents.remove(beat._id);
});

test.each([
  ['rules', 'User-agent: *\nCrawl-delay: 12', 'host-delay', 'asked once every 12 s'],
  [
    'unreachable',
    'status 503',
    'robots-unreachable',
    'can not be read, so nothing may be fetched there; it is asked for again every minute (status 503)',
  ],
] as const)('why a run is slow names its host (robots.txt: %s)', async (status, text, code, words) => {
  await harness.ports.hosts.saveRobots('shop.example', { fetchedAt: T0, status, text });
  const reasons = (await get('/why-idle')).reasons as { code: string; host: string; detail: string }[];
  const reason = reasons.find((each) => each.host === 'shop.example');
  expect([reason?.code, reason?.detail]).toEqual([code, expect.stringContaining(words)]);
});

test('a page that was never stored can not be compared', async () => {
  const response = await harness.app.inject(`/v1/pages/${encodeURIComponent(`${run.jobId}:a`)}/diff`);
  expect(response.json()).toMatchObject({ status: 404, type: '/problems/not-found' });
});
