import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { costOfVisit } from '../../domain/run/report/host-cost.ts';
import type { Run } from '../../domain/run/run.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putRun } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
let failed: Run;
let going: Run;

beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  failed = await putRun(harness, 'failed', {
    ending: 'failed',
    endingReason: { code: 'source-unreachable', detail: 'The sitemap answered 503.' },
    finishedAt: new Date(T0),
  });
  going = await putRun(harness, 'running', { trigger: 'schedule' });
  await harness.ports.agents.beat({
    _id: 'scraper:here:7',
    role: 'scraper',
    pid: 7,
    startedAt: new Date(T0 - 60_000),
    at: new Date(T0 - 1_000),
    storeId: '',
    version: 'test',
    load: { slots: 48, slotsUsed: 3, rssMb: 84 },
    work: [{ what: 'fetch', runId: 'run_1', chunkNo: 2, host: 'shop.example', since: T0 - 2_000 }],
    lastError: { at: new Date(T0), what: 'fetch', message: 'The fetcher broke.' },
  });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

test('runs are listed with the name of their job, and by filter', async () => {
  const name = (await harness.ports.jobs.get(failed.jobId))?.name ?? '';
  const all = await run('runs', '--wide');
  expect(all.out).toContain(`${name} #1`);
  expect(all.out).toContain('source-unreachable');
  for (const filter of [
    ['--state', 'failed'],
    ['--reason', 'source-unreachable'],
    ['--name', name],
  ]) {
    const { out } = await run('runs', ...filter, '--json');
    expect(JSON.parse(out).items.map(({ runId }: { runId: string }) => runId)).toEqual([failed._id]);
  }
  const scheduled = await run('runs', '--trigger', 'schedule', '--json');
  expect(JSON.parse(scheduled.out).items).toMatchObject([{ runId: going._id }]);
});

test('a filter that nobody knows is refused with what to give', async () => {
  expect(await run('runs', '--state', 'asleep')).toMatchObject({ code: 2 });
  expect((await run('runs', '--since', 'yesterday')).err).toContain('Write 30s, 15m, 2h, 1d or 1w.');
});

test('a run that goes on is shown with what it waits for', async () => {
  const { out } = await run('run', going._id);
  expect(out).toContain('no-dispatcher');
  expect((await run('run', failed._id)).out).not.toContain('nothing moves');
});

test('agents are listed with their work in 80 columns, and with what went wrong', async () => {
  const { out } = await run('agents');
  expect(out).toMatch(/scraper +working +fetch shop\.example \+2 +3\/48 +84 MB +1\.0 s ago/);
  expect(out).toContain('scraper 7: fetch failed: The fetcher broke.');
  const table = out.split('\n').filter((line) => !line.includes('failed:'));
  for (const line of table) expect(line.length).toBeLessThanOrEqual(80);
});

test('a receipt says what a run cost, host by host', async () => {
  const paid = await putRun(harness, 'completed', { seq: 4 });
  const visit = { requests: 3, wireBytes: 2_048, waitMs: 4_000, elapsedMs: 120 };
  const cost = costOfVisit('shop.example', { ...visit, status: 503 });
  const counts = { ...NO_COUNTS, ...visit, cpuMs: 70, hosts: cost === null ? [] : [cost] };
  await harness.ports.chunks.insert(sampleChunk(paid._id, 1, { state: 'committed', counts }));
  const { out, code } = await run('receipt', paid._id, '--wide');
  expect(code).toBe(0);
  expect(out).toMatch(/requests +3, 2\.0 KiB over the wire/);
  expect(out).toContain('Temporal   41 events');
  expect(out).toMatch(/shop\.example +3 +2\.0 KiB +120 ms +4\.0 s +1 × 5xx/);
  expect(JSON.parse((await run('receipt', paid._id, '--json')).out)).toMatchObject({ requests: 3 });
});

test('a run says which run started it, and why a job that was to follow did not', async () => {
  const origin = { parentRunId: failed._id, rootRunId: failed._id, depth: 1, pages: 'changed' } as const;
  const child = await putRun(harness, 'completed', { trigger: 'dependency', origin });
  const start = { jobName: 'Details', at: new Date(T0), code: 'no-changes', runId: null } as const;
  const detail = 'Not started: the run found no changes.';
  await harness.ports.runs.noteDependent(child._id, 'job_details', { start: { ...start, detail } });
  for (const command of ['run', 'why']) {
    const { out } = await run(command, child._id);
    expect(out).toContain(`started by ${failed._id} of`);
    expect(out).toContain('for its changed pages; run 2 of its chain');
    expect(out).toContain(`Details: ${detail}`);
  }
  const chain = JSON.parse((await run('runs', '--chain', child._id, '--json')).out).items;
  expect(chain.map(({ runId }: { runId: string }) => runId).toSorted()).toEqual(
    [failed._id, child._id].toSorted(),
  );
});
