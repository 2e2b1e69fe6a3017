// How fast the inbox and the overview answer over very many changes: they in the embedded store (a process of its own), 10,000
// jobs beside them, the API over real HTTP in this one. `npx tsx bench/inbox-size.ts [--changes 1000000] [--requests 20]`.
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { createMongo } from '../adapters/mongo/mongo.ts';
import { createApp } from '../api/app.ts';
import type { Job } from '../domain/job/job.ts';
import { listingOf } from '../domain/job/job-listing.ts';
import { sampleChange, sampleJob } from '../test/contracts/sample-documents.ts';
import { createHarness } from '../test/api/harness.ts';
import { startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { requestCost } from './measure/request-cost.ts';

const { values } = parseArgs({
  options: { changes: { type: 'string', default: '1000000' }, requests: { type: 'string', default: '20' } },
});
const CHANGES = Number(values.changes);
const REQUESTS = Number(values.requests);
const JOBS = 10_000;
const BATCH = 5_000;
/** So a thirtieth of them is of the last day. */
const SPAN_MS = 30 * 86_400_000;
const SEVERITIES = ['minor', 'minor', 'minor', 'notable', 'major'] as const;
const STATES = ['unread', 'seen', 'seen', 'ignored'] as const;

const jobId = (index: number): string => `job_${String(index % JOBS).padStart(26, '0')}`;

const listed = (job: Job): Job => ({ ...job, listing: listingOf(job) });

/** Straight through the driver: this measures reading. */
async function fill(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    const db = client.db('bench');
    const jobs = Array.from({ length: JOBS }, (_, index) =>
      listed(sampleJob(jobId(index), { name: `Job ${index}`, tags: [`group ${index % 40}`] })),
    );
    await db.collection<{ _id: string }>('jobs').insertMany(jobs);
    const changes = db.collection<{ _id: string }>('changes');
    const now = Date.now();
    for (let from = 0; from < CHANGES; from += BATCH)
      await changes.insertMany(
        Array.from({ length: Math.min(BATCH, CHANGES - from) }, (_, at) => changeAt(from + at, now)),
      );
  } finally {
    await client.close();
  }
}

function changeAt(index: number, now: number): { _id: string } & Record<string, unknown> {
  const age = Math.floor(((CHANGES - index) / CHANGES) * SPAN_MS);
  return {
    ...sampleChange(`page${index % 100_000}`, Math.floor(index / 100_000) + 1, {
      jobId: jobId(index * 7),
      workspaceId: 'default',
      at: new Date(now - age),
      severity: SEVERITIES[index % SEVERITIES.length] ?? 'minor',
    }),
    inbox: STATES[index % STATES.length] ?? 'seen',
  };
}

const CASES: readonly (readonly [string, string])[] = [
  ['overview', '/v1/overview'],
  ['changes, first page', '/v1/changes'],
  ['changes, unread', '/v1/changes?inbox=unread'],
  ['changes, major', '/v1/changes?severity=major'],
  ['changes, a word that is nowhere', '/v1/changes?q=zeppelin'],
  ['counts', '/v1/changes/counts'],
  ['counts, major', '/v1/changes/counts?severity=major'],
  ['jobs, first page', '/v1/jobs'],
  ['jobs, counts', '/v1/jobs/counts'],
  ['jobs, unread', '/v1/jobs?q=is:unread'],
];

const store = await startBenchStore();
const mongo = await createMongo(store.uri, { dbName: 'bench', appName: 'bench' });
const harness = await createHarness();
await harness.app.close();
/** The overview keeps an answer for two seconds; each request here comes three seconds after the one before. */
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const app = await createApp({ ...harness.ports, ...mongo, clock });
try {
  const begun = performance.now();
  await fill(store.uri);
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  title(`${CHANGES} changes of ${JOBS} jobs, ms per request (${REQUESTS} each)`);
  console.log(`${describeMachine()}; filled in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  const rows: (string | number)[][] = [];
  for (const [name, path] of CASES) {
    const before = (): void => void (aheadMs += 3_000);
    const { p50, p95, apiMs, storeMs } = await requestCost(store, `${base}${path}`, {
      requests: REQUESTS,
      before,
    });
    rows.push([name, p50, p95, apiMs, storeMs]);
  }
  printRows(['what is asked', 'p50', 'p95', 'CPU api', 'CPU store'], rows);
} finally {
  await app.close();
  await mongo.close();
  await store.stop();
}
