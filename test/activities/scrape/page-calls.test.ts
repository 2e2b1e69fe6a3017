// What rendered pages ask of hosts by themselves counts as requests of a run: their hosts are asked that much later.
import { describe, expect, it } from 'vitest';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import type { ScrapeRow } from '../../../domain/run/stage/stage-row.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';

const PAGE = 'built.test';
const API = 'api.test';
const call = (host: string, sent: number, refused = 0): object => ({ host, sent, refused });

interface LookOptions {
  readonly host?: string;
  readonly mostCallsMs?: number;
  readonly obeyRobots?: boolean;
  readonly steps?: readonly object[];
  /** Members of `fetch` of the job. */
  readonly fetch?: object;
}

async function look(
  scene: DispatchScene,
  { host = PAGE, mostCallsMs, obeyRobots = false, steps = [], fetch = {} }: LookOptions = {},
): Promise<ScrapeRow | undefined> {
  const run = sampleRun('run_1', {
    config: configOf({
      fetch: { obeyRobots, render: 'always', ...(steps.length === 0 ? {} : { steps }), ...fetch },
    }),
  });
  await scene.stores.runs.insert(run);
  const now = Date.now() + scene.aheadMs;
  const visit = { urlKey: 'k', url: `http://${host}/`, depth: 0, visit: 1, attempts: 0 };
  const page = new WaitingVisit({ ...visit, dueAt: now, firstDueAt: now }, 'page', now);
  page.openInBrowser();
  const visits = [page];
  const facts = {
    ...(await toFacts(scene.ports, run, visits)),
    ...(mostCallsMs === undefined ? {} : { mostCallsMs }),
  };
  const [row] = await new ChunkDispatch(scene.ports, facts, { chunkNo: 1, visits }).run(
    new AbortController().signal,
  );
  return row;
}

/** How much later than now the host may be asked, s. */
async function heldUpFor({ stores, aheadMs }: DispatchScene, host: string): Promise<number> {
  const { nextAt = 0 } = (await stores.hosts.get(host)) ?? {};
  return Math.max(0, Math.round((nextAt - Date.now() - aheadMs) / 1_000));
}

const answering = (...calls: object[]): DispatchScene =>
  createDispatchScene(() => ({ body: 'fine', calls }) as unknown as Answer);

describe('calls of a page', () => {
  it('take slots of their hosts, beside that of the page', async () => {
    const scene = answering(call(PAGE, 4), call(API, 3, 9));
    const row = await look(scene);
    expect(row).toMatchObject({ result: 'fetched', calls: [call(PAGE, 4), call(API, 3, 9)] });
    expect(await heldUpFor(scene, PAGE)).toBe(5);
    expect(await heldUpFor(scene, API)).toBe(3);
  });

  it('hold up no host that has no pause', async () => {
    const scene = answering(call('shop.test', 50));
    await look(scene, { host: 'shop.test' });
    expect(await heldUpFor(scene, 'shop.test')).toBe(0);
  });

  it('that were refused hold up nobody', async () => {
    const scene = answering(call(API, 0, 5));
    await look(scene);
    expect(await scene.stores.hosts.get(API)).toBeNull();
  });

  it('of a list without end hold up their host for a minute at most', async () => {
    const scene = answering(call(API, 280));
    await look(scene);
    expect(await heldUpFor(scene, API)).toBe(60);
  });

  it('of a look that somebody waits for hold it up for seconds at most', async () => {
    const scene = answering(call(API, 280));
    await look(scene, { mostCallsMs: 5_000 });
    expect(await heldUpFor(scene, API)).toBe(5);
  });

  it('count for a page that failed, too', async () => {
    const failed = { outcome: 'failed', reason: 'page-hangs', retryable: false, calls: [call(API, 3)] };
    const scene = createDispatchScene(() => failed as unknown as Answer);
    expect(await look(scene)).toMatchObject({ result: 'failed', reason: 'page-hangs' });
    expect(await heldUpFor(scene, API)).toBe(3);
  });
});

it.each([
  [true, true],
  [false, undefined],
])('whether the job keeps to robots.txt (%s) is told to the renderer', async (obeyRobots, told) => {
  const scene = createDispatchScene(({ kind }) => ({ body: kind === 'robots' ? '' : 'fine' }));
  await look(scene, { host: 'shop.test', obeyRobots });
  const page = scene.published.find(({ kind }) => kind === 'page');
  expect(page?.fetch).toMatchObject({ render: true });
  expect(page?.fetch.obeyRobots).toBe(told);
});

it.each([
  [{ keepServed: true }, true],
  [{ keepServed: false }, undefined],
  [{}, undefined],
])('what the server sent is asked of the renderer where the job keeps it: %j', async (fetch, told) => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  await look(scene, { fetch });
  expect(scene.published.find(({ kind }) => kind === 'page')?.fetch.served).toBe(told);
});

describe('a page whose steps lead to another host', () => {
  const steps = [
    { do: 'goto', url: 'http://shop.test:81/branch' },
    { do: 'goto', url: 'site' },
  ];
  const asked = ({ published }: DispatchScene): string[] => published.map(({ url }) => url);

  it.each([
    ['rules', { body: 'User-agent: *\nDisallow: /branch' }],
    ['allow-all', { outcome: 'http-error', status: 404 }],
    ['unreachable', { outcome: 'http-error', status: 503, retryAfterMs: 1 }],
  ] as const)('waits until robots.txt of that host is known (%s), once', async (status, robots) => {
    const scene = createDispatchScene(
      ({ kind }) => (kind === 'robots' ? robots : { body: 'fine' }),
      ['shop.test', 'shop.test:81'],
    );
    await scene.stores.hosts.saveRobots('shop.test', {
      fetchedAt: Date.now(),
      status: 'allow-all',
      text: '',
    });
    expect(await look(scene, { host: 'shop.test', obeyRobots: true, steps })).toMatchObject({
      result: 'fetched',
    });
    expect(asked(scene)).toEqual(['http://shop.test:81/robots.txt', 'http://shop.test/']);
    expect((await scene.stores.hosts.get('shop.test:81'))?.robots?.status).toBe(status);
  });

  it('does not wait where that host is to be left alone, or the job need not keep to robots.txt', async () => {
    const hold = { since: Date.now(), until: null, by: 'Ann', reason: 'it moves' };
    const held = createDispatchScene(() => ({ body: 'fine' }));
    await held.stores.hosts.pause('shop.test:81', hold);
    await held.stores.hosts.saveRobots('shop.test', { fetchedAt: Date.now(), status: 'allow-all', text: '' });
    await look(held, { host: 'shop.test', obeyRobots: true, steps });
    expect(asked(held)).toEqual(['http://shop.test/']);
    const free = createDispatchScene(() => ({ body: 'fine' }));
    await look(free, { host: 'shop.test', steps });
    expect(asked(free)).toEqual(['http://shop.test/']);
  });
});

it('a page that calls a host which is to be left alone waits for it', async () => {
  const held = {
    outcome: 'failed',
    reason: 'host-unavailable',
    detail: 'the page calls a host that is left alone: api.test asked to be left alone',
    retryable: true,
    retryAfterMs: 300_000,
  } as const;
  const scene = createDispatchScene(() => held);
  const row = await look(scene);
  expect(row).toMatchObject({ result: 'deferred' });
  expect((row?.dueAt ?? 0) - Date.now()).toBeGreaterThan(280_000);
});
