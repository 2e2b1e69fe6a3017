// A stack that renders nothing runs no renderer; the first page for a browser brings one, and it goes when none is sent any more.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDispatcherBroker } from '../../adapters/amqp/dispatcher-broker.ts';
import { readConfig } from '../../adapters/env/config.ts';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { type RunningFleet, rangesOf, startFleet } from '../../cli/stack/fleet.ts';
import { notingDemand } from '../../domain/health/scaling/renderer-demand.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import type { ScrapeBroker } from '../../domain/run/dispatch/broker.ts';
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import { eventually } from '../support/eventually.ts';
import { scrapeMessage } from '../support/scrape-message.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { createSilentLog } from '../support/silent-log.ts';
import { type Site, startSite } from '../support/site/site.ts';

/** Shorter than in earnest, so that a test can wait for it. */
const IDLE_MS = 10_000;
const WITHIN_MS = 60_000;
const NAME = 'renderer';
const log = createSilentLog();

let site: Site;
let stack: ServedWebloom;
let mongo: Mongo;
let fleet: RunningFleet;
let dispatcher: Awaited<ReturnType<typeof createDispatcherBroker>>;
let broker: ScrapeBroker;
const told: string[] = [];
const answers: ScrapeAnswer[] = [];

beforeAll(async () => {
  site = await startSite({
    '/': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<title>Built</title><main><h1>A page</h1></main>');
    },
  });
  const services = inject('services');
  const env = { WEBLOOM_RENDERER_IDLE_S: String(IDLE_MS / 1_000) };
  stack = await serveWebloom(services, { name: NAME, host: `127.0.0.1:${site.port}`, env });
  const { namespace } = stack;
  const settings = { WEBLOOM_NAMESPACE: namespace };
  mongo = await createMongo(services.mongoUri, {
    dbName: readConfig(settings).databaseName,
    appName: 'test',
  });
  fleet = await startFleet({
    mongoUri: services.mongoUri,
    env: settings,
    log: (line) => told.push(line),
    given: [],
    processes: stack.webloom,
    ranges: rangesOf({}),
  });
  dispatcher = await createDispatcherBroker(services.amqpUrl, { log, namespace });
  dispatcher.onAnswers((batch) => answers.push(...batch));
  const clock = { now: () => new Date() };
  broker = notingDemand(dispatcher, { scaling: mongo.scaling, clock, log }, IDLE_MS);
});

afterAll(async () => {
  await fleet?.stop();
  await dispatcher?.close();
  await mongo?.close();
  await stack?.close();
  await site?.close();
});

function message(path: string, render: boolean) {
  const { fetch, ...rest } = scrapeMessage();
  return {
    ...rest,
    urlKey: path,
    url: `http://127.0.0.1:${site.port}${path}`,
    replyTo: broker.replyTo,
    sendBy: Date.now() + WITHIN_MS,
    fetch: render ? { ...fetch, render: true as const } : fetch,
  };
}

const answerOf = (path: string): ScrapeAnswer | undefined => answers.find(({ urlKey }) => urlKey === path);
const renderers = async () => (await mongo.agents.list()).filter(({ role }) => role === 'renderer');

test('a page that is fetched brings no renderer, and health misses none', async () => {
  await broker.publish([message('/?fetched', false)]);
  await eventually(() => answerOf('/?fetched') !== undefined, WITHIN_MS);
  expect(answerOf('/?fetched')).toMatchObject({ outcome: 'fetched' });
  await eventually(async () => (await mongo.scaling.fleets()).length === 1, WITHIN_MS);
  expect(stack.webloom.count('renderer')).toBe(0);
  expect(await mongo.scaling.given()).toEqual({ ranges: [], demandedUntil: null });
  const { parts } = await stack.api.health();
  expect(parts.find(({ id }) => id === 'renderer')).toMatchObject({ state: 'ok' });
});

test('a page for a browser brings a renderer, which answers it and goes when none is sent any more', async () => {
  await broker.publish([message('/?rendered', true)]);
  // A renderer writes its heartbeat before it takes a page. On a busy machine it may have gone when its answer is seen.
  const living = await eventually(async () => {
    const found = await renderers();
    return found.length > 0 ? found : null;
  }, WITHIN_MS);
  expect(living).toMatchObject([{ load: { browsers: 1, slots: 4 } }]);
  await eventually(() => answerOf('/?rendered') !== undefined, WITHIN_MS);
  expect(answerOf('/?rendered')).toMatchObject({ outcome: 'fetched', rendered: true });
  expect(told).toContain('0 → 1 renderers: pages are to be opened in a browser');
  await eventually(() => stack.webloom.count('renderer') === 0, WITHIN_MS);
  await eventually(async () => (await renderers()).length === 0, WITHIN_MS);
  expect(told.filter((line) => line.includes('renderer'))).toHaveLength(2);
});

test('the dispatcher brings one for a job whose pages are opened in a browser', async () => {
  const { jobId } = await stack.api.createJob({
    name: 'Rendered',
    config: {
      source: { kind: 'pages', urls: [`http://127.0.0.1:${site.port}/`] },
      changes: { sampleNoise: false },
      fetch: { obeyRobots: false, render: 'always' },
    },
  });
  const runId = (await stack.api.act(jobId, 'start')).runId ?? '';
  const run = await eventually(async () => {
    const found = await stack.api.run(runId);
    return isTerminal(found.state) ? found : null;
  }, WITHIN_MS);
  expect(run).toMatchObject({ state: 'completed' });
  expect(await stack.api.failures(runId)).toMatchObject({ items: [] });
  expect(told.filter((line) => line.startsWith('0 → 1 renderers'))).toHaveLength(2);
  expect((await mongo.scaling.given()).demandedUntil).not.toBeNull();
});

test('where none may be started health says so, and the page is opened once one may', async () => {
  await mongo.scaling.setRange({ _id: 'renderer', floor: 0, ceiling: 0, by: 'a test', at: new Date() });
  await eventually(() => stack.webloom.count('renderer') === 0, WITHIN_MS);
  await broker.publish([message('/?never', true)]);
  const part = await eventually(async () => {
    const { parts } = await stack.api.health();
    return parts.find(({ id, state }) => id.endsWith('.url.to_render') && state === 'warning') ?? null;
  }, WITHIN_MS);
  expect(part.text).toContain('no renderer may be started');
  expect(part.remedy).toContain('webloom scale set renderers 0..1');
  await mongo.scaling.unsetRange('renderer');
  // Dispatchers send a page again that nobody took in time.
  await broker.publish([message('/?never', true)]);
  await eventually(() => answerOf('/?never') !== undefined, WITHIN_MS);
});
