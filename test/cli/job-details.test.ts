// The commands that look at one job closely and export lists, against the API over stores in memory.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { minutesLater, samplePage, sampleRun } from '../contracts/sample-documents.ts';
import { type Ran, runCli } from './harness.ts';

let harness: Harness;
let job: Job;
let address: string;

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'completed');
  const { baseline } = samplePage(job._id, 'a');
  const field = {
    name: 'price',
    value: null,
    raw: '',
    source: 'selector',
    locator: '',
    confidence: 0,
    missing: true,
  } as const;
  const lost = baseline && { baseline: { ...baseline, title: 'A lamp', fields: [field] } };
  const pages = [samplePage(job._id, 'a'), samplePage(job._id, 'b', lost)];
  await harness.ports.pages.write(pages.map((set) => ({ id: set._id, expectedV: 0, order: 1, set })));
  address = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]): Promise<Ran> => runCli(['--api', address, ...args]);
const widest = ({ out }: Ran): number => Math.max(...out.split('\n').map((line) => line.length));

describe('get', () => {
  test('tells how a job stands and what comes next, in 80 columns of facts', async () => {
    const told = await run('get', job._id);
    expect(told.out).toContain('Done: the last run completed, and nothing starts the next one.');
    expect(told.out).toContain('next      It has no schedule: start it now, or give it one.');
    expect(JSON.parse((await run('get', job._id, '--json')).out)).toMatchObject({ next: { kind: 'nobody' } });
  });

  test('tells times of the schedule without a run, the newest first, and a missed one not twice', async () => {
    const recurring = await putJob(harness, 'scheduled', { recurring: true });
    const [first, second, third] = [minutesLater(-180), minutesLater(-120), minutesLater(-60)];
    const skipped = [
      { from: first, until: second, count: 2, why: 'held' },
      { from: third, until: third, count: 1, why: 'missed' },
    ] as const;
    const missed = { from: third, until: third, count: 1, madeUp: 0, waiting: [], left: 0 };
    const set = { skipped, missed: { ...missed, foundAt: third, workflowId: null } };
    await harness.ports.jobs.control(recurring, set, null);
    const { out } = await run('get', recurring._id);
    expect(out).toMatch(/skipped +3 times of the schedule in the last 7 days got no run of their own/);
    expect(out).toMatch(/ to .*: 2 left out because a run was going on/);
    expect(out.match(/: 1 missed while Webloom was away or late\n/)).toBeNull();
  });

  test('why tells the same of a job, beside its latest run and without one', async () => {
    const skipped = [
      { from: minutesLater(-180), until: minutesLater(-120), count: 2, why: 'limit' },
    ] as const;
    const [ran, never] = [
      await putJob(harness, 'scheduled', { recurring: true }),
      await putJob(harness, 'paused'),
    ];
    for (const one of [ran, never]) await harness.ports.jobs.control(one, { skipped }, null);
    const latest = sampleRun('run_01J0000000000000000000000A', { jobId: ran._id, state: 'completed' });
    await harness.ports.runs.insert(latest);
    const told =
      /skipped +2 times of the schedule .* got no run of their own: held back by a limit of the plan/;
    const { out } = await run('why', ran._id);
    expect(out).toContain(latest._id);
    expect(out).toMatch(told);
    expect((await run('why', never._id)).out).toMatch(told);
    expect((await run('why', latest._id)).out).not.toMatch(told);
    const answer = JSON.parse((await run('why', ran._id, '--json')).out);
    expect(answer).toMatchObject({ runId: latest._id, skipped: { times: [{ count: 2, why: 'limit' }] } });
    expect((await run('why', job._id)).err).toContain('has no run yet');
  });
});

describe('values', () => {
  test('come page by page, with what is missing', async () => {
    const all = await run('values', job.name);
    expect(all.out).toContain('price            24.90');
    expect(all.out).toContain('price            missing');
    expect(widest(all)).toBeLessThanOrEqual(80);
    const lost = await run('values', job.name, '--missing', 'price');
    expect(lost.out).toContain('A lamp');
    expect(lost.out).not.toContain('24.90');
  });

  test('have hit rates', async () => {
    const rates = await run('values', job.name, '--rates');
    expect(rates.out).toMatch(/price\s+1\s+2\s+1\s+0\s+24\.90/);
  });
});

describe('export', () => {
  test('writes CSV and JSON lines to standard output', async () => {
    const csv = await run('export', 'pages', '--job', job.name);
    expect(csv.out.split('\r\n')).toHaveLength(4);
    const lines = await run('export', 'values', '--job', job.name, '--format', 'ndjson');
    expect(lines.out).toContain('{"end":true,"rows":2}');
    expect(lines.code).toBe(0);
  });

  test('says what can be exported, and in which form', async () => {
    expect(await run('export', 'cats')).toMatchObject({
      code: 2,
      err: expect.stringContaining('name one of jobs'),
    });
    expect((await run('export', 'jobs', '--format', 'xml')).code).not.toBe(0);
    expect((await run('export', 'values')).err).toContain('jobId');
  });

  test('that is cut short fails', async () => {
    const list = harness.ports.pages.list.bind(harness.ports.pages);
    let reads = 0;
    harness.ports.pages.list = async (jobId, query) => {
      reads += 1;
      if (reads > 1) throw new Error('the store is away');
      const [first] = await list(jobId, query);
      return first === undefined ? [] : Array.from({ length: query.limit }, () => first);
    };
    const cut = await run('export', 'pages', '--job', job._id, '--format', 'ndjson');
    harness.ports.pages.list = list;
    expect(cut.code).not.toBe(0);
    expect(cut.err).toContain('cut short');
  });
});
