// How fast the list of jobs answers: 10,000 jobs with runs and changes in the embedded store (a process of its own), the
// API over real HTTP in this one. `npx tsx bench/job-list.ts [--jobs 10000] [--requests 100]`.
import { parseArgs } from 'node:util';
import { createMongo, type Mongo } from '../adapters/mongo/mongo.ts';
import { createApp } from '../api/app.ts';
import { NO_AGGREGATES, type Job } from '../domain/job/job.ts';
import type { JobState } from '../domain/run/job-state.ts';
import { jobConfigSchema } from '../domain/config/schema.ts';
import { sampleChange, sampleChunk, sampleJob, sampleRun } from '../test/contracts/sample-documents.ts';
import { createHarness } from '../test/api/harness.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { requestCost } from './measure/request-cost.ts';
import { startBenchStore } from './measure/bench-store.ts';

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '10000' }, requests: { type: 'string', default: '100' } },
});
const JOBS = Number(values.jobs);
const REQUESTS = Number(values.requests);
/** One job in a hundred has many addresses, as people's lists of products do. */
const MANY_URLS = 1_000;
const STATES: readonly JobState[] = ['scheduled', 'scheduled', 'scheduled', 'completed', 'paused', 'failed'];
const SHOPS = 200;

function jobAt(index: number, now: number): Job {
  const shop = `shop${index % SHOPS}.example`;
  const urls = Array.from(
    { length: index % 100 === 0 ? MANY_URLS : 1 },
    (_, at) => `https://${shop}/product/${index}-${at}`,
  );
  const isRunning = index % 500 === 0;
  const state = isRunning ? 'running' : (STATES[index % STATES.length] ?? 'scheduled');
  const at = new Date(now - (index % 5_000) * 60_000);
  const minor = 1_000 + (index % 300) * 100;
  return sampleJob(`job_${String(index).padStart(26, '0')}`, {
    name: `${index % 7 === 0 ? 'Kettle' : 'Tent'} ${index} of ${shop}`,
    config: jobConfigSchema.parse({
      source: { kind: 'pages', urls },
      schedule: { kind: 'interval', everyMs: 3_600_000 },
    }),
    state,
    shownState: state,
    tags: index % 10 === 0 ? ['shop', `group ${index % 40}`] : ['shop'],
    activeRun: isRunning ? `run_${index}` : null,
    nextRunAt: new Date(now + (index % 60) * 60_000),
    failedInRow: state === 'failed' ? 1 + (index % 4) : 0,
    aggregates: {
      ...NO_AGGREGATES,
      runs: 50,
      pages: urls.length,
      lastRunAt: at,
      recentRuns: Array.from({ length: 20 }, (_, run) => ({
        runId: `run_${index}_${run}`,
        state: run % 9 === 8 ? ('failed' as const) : ('completed' as const),
        at,
        durationMs: 400 + run * 30,
        changes: run % 5,
      })),
    },
    latest: {
      change: {
        changeId: `c${index}`,
        pageId: `p${index}`,
        at,
        kind: 'price',
        severity: index % 3 === 0 ? 'major' : 'minor',
        summary: `Price ${minor / 100} € → ${(minor - 500) / 100} €`,
      },
      price: {
        at,
        pageId: `p${index}`,
        minor,
        currency: 'EUR',
        amount: minor / 100,
        availability: 'in-stock',
      },
      move: { at, beforeMinor: minor + 500, minor, percent: -5 },
    },
  });
}

async function fill(mongo: Mongo): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < JOBS; from += 50) {
    const some = Array.from({ length: Math.min(50, JOBS - from) }, (_, at) => jobAt(from + at, now));
    await Promise.all(some.map((job) => mongo.jobs.insert(job)));
    for (const job of some) if (job.activeRun !== null) await fillRun(mongo, job, job.activeRun);
    await mongo.history.insertChanges(
      some.map((job) =>
        sampleChange(`${job._id}:a`, 1, { jobId: job._id, workspaceId: 'default', at: job.createdAt }),
      ),
    );
  }
}

async function fillRun(mongo: Mongo, job: Job, runId: string): Promise<void> {
  await mongo.runs.insert(
    sampleRun(runId, { jobId: job._id, config: job.config, state: 'running', discovered: 1_000 }),
  );
  for (let number = 1; number <= 20; number += 1) await mongo.chunks.insert(sampleChunk(runId, number));
}

const CASES: readonly (readonly [string, string])[] = [
  ['first page', ''],
  ['first page of 200', 'limit=200'],
  ['counted exactly', 'count=exact'],
  ['by state and tag', 'q=state:paused tag:shop'],
  ['failing jobs', 'q=is:attention -state:archived'],
  ['a word in names and addresses', 'q=kettle'],
  ['a word that is nowhere', 'q=zeppelin'],
  ['stars in addresses', 'q=url:*shop17.*product*7-0'],
  ['price and age', 'q=price:<20 changed:<24h'],
  ['sorted by last change', 'sort=-lastChange'],
  ['sorted by name', 'sort=name'],
  ['sorted by next run', 'sort=nextRun'],
  ['sorted by state', 'sort=state'],
  ['sorted by last run', 'sort=-lastRun'],
  ['sorted by failures', 'sort=-failed'],
  ['sorted by price, then name', 'sort=price,name'],
  ['paused ones by last change', 'q=state:paused&sort=-lastChange'],
];
const OTHERS: readonly (readonly [string, string])[] = [
  ['how many by state', '/v1/jobs/counts'],
  ['how many of a tag by state', '/v1/jobs/counts?q=tag:shop'],
  ['calendar of a day', '/v1/schedules'],
];

const store = await startBenchStore();
const mongo = await createMongo(store.uri, { dbName: 'bench', appName: 'bench' });
const harness = await createHarness();
await harness.app.close();
const app = await createApp({ ...harness.ports, ...mongo, clock: { now: () => new Date() } });
try {
  await fill(mongo);
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  title(`The list of ${JOBS} jobs, ms per request (${REQUESTS} each)`);
  console.log(describeMachine());
  const rows: (string | number)[][] = [];
  const add = async (name: string, url: string): Promise<void> => {
    const { items, p50, p95, apiMs, storeMs, blockedMs } = await requestCost(store, url, {
      requests: REQUESTS,
    });
    rows.push([name, items, p50, p95, apiMs, storeMs, blockedMs]);
  };
  for (const [name, query] of CASES) {
    const url = `${base}/v1/jobs?${new URLSearchParams(query).toString()}`;
    await add(name, url);
  }
  for (const [name, path] of OTHERS) await add(name, `${base}${path}`);
  printRows(['what is asked', 'rows', 'p50', 'p95', 'CPU api', 'CPU store', 'blocked at most'], rows);
} finally {
  await app.close();
  await mongo.close();
  await store.stop();
}
