// Counters on real services: what was done is counted once although the processes that count and store are killed, and stays
// counted when its job is removed.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

const PAGES = 40;
const WITHIN_MS = 90_000;

let pages: ManyPages;
let stack: ServedWebloom;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 20 });
  stack = await serveWebloom(inject('services'), { name: 'metrics', host: pages.host });
});

afterAll(async () => {
  await stack?.close();
  await pages?.close();
});

async function counted(name: string): Promise<number> {
  const text = await (await fetch(`${stack.webloom.apiUrl}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length));
}

async function presentPids(role: string): Promise<ReadonlySet<number>> {
  const { items } = await stack.api.agents();
  return new Set(items.filter((agent) => agent.role === role).map(({ pid }) => pid));
}

/** The present process of each role: one that was killed is listed for a while. */
async function kill9(roles: readonly string[]): Promise<void> {
  const { items } = await stack.api.agents();
  for (const role of roles) {
    const own = items.filter((agent) => agent.role === role);
    const [latest] = own.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
    if (latest === undefined) throw new Error(`there is no ${role}`);
    process.kill(latest.pid, 'SIGKILL');
  }
}

test('each request is counted once, through the death of processes and the removal of the job', async () => {
  const { jobId } = await stack.api.createJob({
    name: 'Counted',
    config: { source: { kind: 'site', start: [pages.startUrl] } },
  });
  const { runId } = await stack.api.act(jobId, 'start');
  await eventually(() => pages.requests().length > PAGES / 4, WITHIN_MS);
  await kill9(['pipeline', 'monitor']);
  const run = await eventually(async () => {
    const seen = await stack.api.run(runId ?? '');
    return isTerminal(seen.state) ? seen : null;
  }, WITHIN_MS);
  await eventually(async () => (await presentPids('monitor')).size > 1, WITHIN_MS);
  await kill9(['monitor']);
  const { requests } = run.metrics;
  await eventually(async () => (await counted('webloom_requests_total')) === requests, WITHIN_MS);
  await stack.api.removeJob(jobId);
  await eventually(async () => (await stack.api.removal(jobId)).finishedAt !== null, WITHIN_MS);
  expect(await counted('webloom_requests_total')).toBe(requests);
  expect(await counted('webloom_chunks_total')).toBe(run.metrics.chunks);
  expect(await counted('webloom_runs_total{ending="completed",trigger="manual"}')).toBe(1);
});
