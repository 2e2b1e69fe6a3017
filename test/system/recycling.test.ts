// Scrapers and pipelines that pass their memory bound amid a run: each drains, ends and is started afresh, and the run loses no
// page, stores none twice and counts none twice.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readConfig } from '../../adapters/env/config.ts';
import { type Mongo, createMongo } from '../../adapters/mongo/mongo.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyHosts, startManyHosts } from '../support/many-hosts.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

/** Of each of twelve hosts. With six at a time the run takes twice as long as a process takes to be found too large. */
const PAGES = 25;
const ANSWER_MS = 350;
const AT_A_TIME = 6;
const AGE_S = 3;
const WITHIN_MS = 100_000;
const NAME = 'recycling';
const GROWING = ['scraper', 'pipeline'] as const;
/** None of the processes holds as much by its work. */
const BOUND_MB = 300;
const GROWTH_MB = 300;
/** Runs before the program of each process: the first of those two holds more as soon as it is ready, whatever its work is. */
const GROW = `import { isMainThread } from 'node:worker_threads';
const isGrowing = ${JSON.stringify(GROWING)}.some((role) => process.argv[1]?.endsWith('/' + role + '.js'));
const write = process.stdout.write.bind(process.stdout);
if (isMainThread && isGrowing && process.env.WEBLOOM_REPLACED_IN_ROW === '0')
  process.stdout.write = (text, ...rest) => {
    if (String(text).includes('"event":"ready"')) globalThis.held = Buffer.alloc(${GROWTH_MB} * 1024 * 1024, 1);
    return write(text, ...rest);
  };`;

let many: ManyHosts;
let stack: ServedWebloom;
let mongo: Mongo;
const said: string[] = [];

beforeAll(async () => {
  many = await startManyHosts({ pages: PAGES, answerMs: ANSWER_MS });
  const services = inject('services');
  const env = {
    NODE_OPTIONS: `--import=data:text/javascript;base64,${Buffer.from(GROW).toString('base64')}`,
    WEBLOOM_MEMORY_MB: String(BOUND_MB),
    WEBLOOM_MEMORY_AGE_S: String(AGE_S),
    WEBLOOM_SCRAPER_CONCURRENCY: String(AT_A_TIME),
    WEBLOOM_CHUNK_MAX: '20',
  };
  stack = await serveWebloom(services, { name: NAME, host: many.hosts, env, log: (line) => said.push(line) });
  const { databaseName } = readConfig({ WEBLOOM_NAMESPACE: `${NAME}-${process.pid}` });
  mongo = await createMongo(services.mongoUri, { dbName: databaseName, appName: 'test' });
});

afterAll(async () => {
  await mongo?.close();
  await stack?.close();
  await many?.site.close();
});

test('a run goes through the replacement of its scraper and its pipeline', async () => {
  const { jobId } = await stack.api.createJob({
    config: {
      source: { kind: 'pages', urls: [...many.urls] },
      changes: { sampleNoise: false },
      fetch: { obeyRobots: false },
    },
  });
  const { runId } = await stack.api.act(jobId, 'start');
  const run = await eventually(async () => {
    const seen = await mongo.runs.get(runId ?? '');
    return seen !== null && isTerminal(seen.state) ? seen : null;
  }, WITHIN_MS).catch((error: unknown) => {
    throw new Error(
      `${many.site.log.length} of ${many.urls.length} pages were asked for:\n${said.join('\n')}`,
      { cause: error },
    );
  });
  expect(run).toMatchObject({
    state: 'completed',
    totals: { discovered: many.urls.length, stored: many.urls.length, failed: 0, skipped: 0 },
  });
  expect(many.site.log).toHaveLength(many.urls.length);
  await expectEachOnce(jobId, run._id);
  await expectTold();
});

/** Both were replaced once; nothing else was, and nothing has crashed. */
async function expectTold(): Promise<void> {
  for (const [name, { restarts }] of stack.webloom.supervisors)
    expect([name, restarts]).toEqual([name, GROWING.some((role) => role === name) ? 1 : 0]);
  expect(said.filter((line) => line.includes('had grown beyond its memory bound'))).toHaveLength(2);
  expect(said.filter((line) => line.includes('ended unexpectedly'))).toEqual([]);
  await eventually(async () => {
    const { items } = await stack.api.agents();
    const followers = items.filter(({ replacedInRow }) => replacedInRow > 0);
    return (
      followers
        .map(({ role }) => role)
        .toSorted()
        .join() === GROWING.toSorted().join()
    );
  });
}

async function expectEachOnce(jobId: string, runId: string): Promise<void> {
  const pages = await mongo.pages.list(jobId, { after: null, limit: many.urls.length + 1 });
  expect(new Set(pages.map(({ url }) => url)).size).toBe(many.urls.length);
  expect(pages.map(({ v, checks }) => [v, checks])).toEqual(pages.map(() => [1, 1]));
  expect(await mongo.failures.list(runId, { after: null, limit: 10 })).toEqual([]);
  expect(await mongo.history.changes({ jobId, limit: 10 })).toEqual([]);
}
