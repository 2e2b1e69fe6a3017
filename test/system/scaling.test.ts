// The number of scrapers under a real load: it grows, shrinks, and no page is lost, not even when one is killed as it drains.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { type RunningFleet, rangesOf, startFleet } from '../../cli/stack/fleet.ts';
import type { Webloom } from '../../cli/stack/processes.ts';
import { readConfig } from '../../adapters/env/config.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { parseRange } from '../../domain/health/scaling/process-range.ts';
import { firstState } from '../../domain/health/scaling/scaling-policy.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyHosts, startManyHosts } from '../support/many-hosts.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

const PAGES = 100;
/** Of all hosts together. */
const SHRINKING = 840;
const ANSWER_MS = 150;
const RANGE = parseRange('1..3', '');
const WITHIN_MS = 120_000;
/** Shorter than in earnest, so that a test can wait for it. */
const QUIET_MS = 10_000;
const NAME = 'scaling';

let many: ManyHosts;
let stack: ServedWebloom;
let mongo: Mongo;
let fleet: RunningFleet;
const told: string[] = [];

beforeAll(async () => {
  many = await startManyHosts({ pages: PAGES, answerMs: ANSWER_MS });
  const services = inject('services');
  const env = { WEBLOOM_SCRAPER_CONCURRENCY: '2', WEBLOOM_SCRAPER_PREFETCH: '32' };
  stack = await serveWebloom(services, { name: NAME, host: many.hosts, env });
  const settings = { WEBLOOM_NAMESPACE: `${NAME}-${process.pid}` };
  const { databaseName } = readConfig(settings);
  mongo = await createMongo(services.mongoUri, { dbName: databaseName, appName: 'test' });
  await shortenQuiet();
  fleet = await startFleet({
    mongoUri: services.mongoUri,
    env: settings,
    log: (line) => told.push(line),
    given: [],
    processes: killedAsTheyDrain(stack.webloom),
    ranges: rangesOf({ scraper: RANGE }),
    // What else goes on on the machine of the tests decides nothing.
    room: () => ({ idleShare: 1, freeMemoryMb: 8_000 }),
  });
});

afterAll(async () => {
  await fleet?.stop();
  await mongo?.close();
  await stack?.close();
  await many?.site.close();
});

let kills = 0;
let killing = false;

/** While `killing`, each is killed with -9 as soon as it begins to drain. */
function killedAsTheyDrain(webloom: Webloom): Pick<Webloom, 'count' | 'add' | 'remove'> {
  return {
    count: (role) => webloom.count(role),
    add: (role) => webloom.add(role),
    async remove(role) {
      const gone = webloom.remove(role);
      const draining = [...webloom.supervisors.values()].find(({ state }) => state === 'stopping');
      if (killing && draining?.pid !== undefined) {
        kills += 1;
        process.kill(-draining.pid, 'SIGKILL');
      }
      await gone;
    },
  };
}

async function shortenQuiet(): Promise<void> {
  const [before] = await eventually(async () => {
    const roles = await mongo.scaling.list();
    return roles.some(({ _id }) => _id === 'scraper') ? roles.filter(({ _id }) => _id === 'scraper') : null;
  }, WITHIN_MS);
  if (before === undefined) throw new Error('nothing was decided');
  const state = { ...firstState(RANGE, 0), quietMs: QUIET_MS, changedAt: Date.now() };
  const saved = await mongo.scaling.save(
    { ...before, state, revision: before.revision + 1 },
    before.revision,
  );
  if (!saved) await shortenQuiet();
}

async function startRun(name: string, urls: readonly string[]): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name,
    config: {
      source: { kind: 'pages', urls: [...urls] },
      changes: { sampleNoise: false },
      fetch: { obeyRobots: false },
    },
  });
  const { runId } = await stack.api.act(jobId, 'start');
  return runId ?? '';
}

async function ended(runId: string) {
  return eventually(async () => {
    const run = await stack.api.run(runId);
    return isTerminal(run.state) ? run : null;
  }, WITHIN_MS);
}

const running = (): number => stack.webloom.count('scraper');

test('scrapers come with the load and go with it', async () => {
  const runId = await startRun('Grows', many.urls);
  await eventually(() => running() === 3, WITHIN_MS);
  const run = await ended(runId);
  expect(run).toMatchObject({ state: 'completed' });
  expect(await stack.api.failures(runId)).toMatchObject({ items: [] });
  await eventually(() => running() === 1, WITHIN_MS);
  const scraper = (await mongo.scaling.list()).find(({ _id }) => _id === 'scraper');
  expect(scraper?.decisions.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    '2 → 1',
    '3 → 2',
    '2 → 3',
    '1 → 2',
  ]);
  expect(told.join('\n')).toMatch(/1 → 2 scrapers: \d+ pages that their hosts allow wait/);
});

test('those that are killed with -9 as they drain under load lose no page', async () => {
  const by = { _id: 'scraper', by: 'a test', at: new Date() } as const;
  await mongo.scaling.setRange({ ...by, floor: 3, ceiling: 3 });
  await eventually(() => running() === 3, WITHIN_MS);
  const before = many.site.log.length;
  // What is left when two are killed is done by the third alone.
  const urls = many.urls.slice(0, SHRINKING);
  const runId = await startRun('Shrinks', urls);
  await eventually(() => many.site.log.length > before + 300, WITHIN_MS);
  killing = true;
  await mongo.scaling.setRange({ ...by, floor: 1, ceiling: 1 });
  await eventually(() => kills === 2, WITHIN_MS);
  expect(await stack.api.run(runId)).toMatchObject({ state: 'running' });
  const run = await ended(runId);
  expect(run).toMatchObject({ state: 'completed' });
  expect(await stack.api.failures(runId)).toMatchObject({ items: [] });
  const asked = new Set(many.site.log.slice(before).map(({ path, headers }) => `${headers.host}${path}`));
  expect(asked.size).toBe(urls.length);
  expect(running()).toBe(1);
});
