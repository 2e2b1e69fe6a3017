import { expect, test } from 'vitest';
import { WebloomError } from '../../domain/system/errors.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { sampleChange, sampleChunk } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putBeat, putJob, putRun } from './harness.ts';

async function overviewOf({ app }: Harness) {
  const answer = await app.inject({ url: '/v1/overview' });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

/** With a sign of life of every role. */
async function createWhole(): Promise<Harness> {
  const harness = await createHarness();
  for (const role of AGENT_ROLES) await putBeat(harness, role);
  return harness;
}

test('an installation without jobs is told as such', async () => {
  const overview = await overviewOf(await createWhole());
  expect(overview).toMatchObject({ headline: 'Nothing is watched yet', attention: [], faults: [] });
  expect(overview).toMatchObject({ jobs: { total: 0 }, runs: { share: null }, next: [], running: [] });
  expect(overview.throughput).toHaveLength(60);
});

test('jobs, changes, runs, what is due and how many pages were looked at are told in one answer', async () => {
  const harness = await createWhole();
  const { ports } = harness;
  const job = await putJob(harness, 'scheduled', { recurring: true });
  await ports.jobs.control(job, { nextRunAt: new Date(T0 + 60_000) }, null);
  await putJob(harness, 'archived');
  await putRun(harness, 'running', { discovered: 10 });
  await putRun(harness, 'completed');
  await putRun(harness, 'failed');
  const page = `${job._id}:page`;
  const seen = { jobId: job._id, at: new Date(T0 - 60_000), workspaceId: 'default' } as const;
  await ports.history.insertChanges([
    { ...sampleChange(page, 1, { ...seen, severity: 'major', state: 'confirmed' }), inbox: 'unread' },
    { ...sampleChange(page, 2, { ...seen, state: 'withdrawn' }), inbox: 'unread' },
    { ...sampleChange(page, 3, { ...seen, at: new Date(T0 - 90_000_000) }), inbox: 'seen' },
  ]);
  const counts = { ...NO_COUNTS, deferred: 1 };
  const ended = { workspaceId: 'default', state: 'committed', visits: 5, counts } as const;
  await ports.chunks.insert(sampleChunk('some', 1, { ...ended, committedAt: new Date(T0 - 30_000) }));
  const overview = await overviewOf(harness);
  expect(overview.headline).toBe('One change since yesterday, all is well');
  expect(overview.summary).toBe('4 jobs, 0 running. 4 pages looked at in the last hour.');
  expect(overview.jobs).toMatchObject({ total: 4, byState: { scheduled: 1, starting: 3, archived: 1 } });
  expect(overview.changes).toMatchObject({ total: 1, unread: 1, bySeverity: { major: 1, minor: 0 } });
  expect(overview.runs).toMatchObject({ total: 2, completed: 1, failed: 1, share: 0.5 });
  expect(overview.running).toMatchObject([{ state: 'running', done: 0, discovered: 10 }]);
  expect(overview.next).toMatchObject([{ jobId: job._id, host: 'shop.example', schedule: 'every 3600 s' }]);
  expect(overview.latestChanges.map(({ jobName }: { jobName: string }) => jobName)).toEqual([
    job.name,
    job.name,
  ]);
  expect(overview.throughput.at(-2).pages).toBe(4);
});

test('a failed job stands among what needs somebody, until it is put away', async () => {
  const harness = await createWhole();
  const job = await putJob(harness, 'failed');
  const trouble = {
    kind: 'failed',
    since: new Date(T0),
    runId: 'run_1',
    subject: 'timeout',
    text: 'shop.example did not answer.',
    remedy: 'Try later.',
  } as const;
  await harness.ports.jobs.control(job, { trouble }, null);
  const overview = await overviewOf(harness);
  expect(overview.headline).toBe('No changes since yesterday, one job needs you');
  expect(overview.attention).toMatchObject([
    {
      kind: 'job-failed',
      subject: { type: 'job', id: job._id },
      text: 'shop.example did not answer.',
      remedy: { words: 'Try later.', label: 'Run again', verb: 'start' },
    },
  ]);
  await harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/archive` });
  harness.now += 3_000;
  expect((await overviewOf(harness)).attention).toEqual([]);
});

test('a role without a living process is told with what stands still and how it comes back', async () => {
  const harness = await createHarness();
  for (const role of AGENT_ROLES) if (role !== 'orchestrator') await putBeat(harness, role);
  const overview = await overviewOf(harness);
  expect(overview.headline).toBe('The orchestrator is silent, so runs wait');
  expect(overview.attention[0]).toMatchObject({ kind: 'agent-silent', severity: 'critical' });
  expect(overview.attention[0].text).toContain('No run begins, goes on or ends until it is back');
});

test('a part that can not be read is null with its reason, and the others are right', async () => {
  const harness = await createWhole();
  await putJob(harness, 'created');
  const broken = new WebloomError('dependency-unavailable', 'The store did not answer.');
  Object.assign(harness.ports.overview, { endedRuns: () => Promise.reject(broken) });
  const overview = await overviewOf(harness);
  expect(overview).toMatchObject({ runs: null, jobs: { total: 1 } });
  expect(overview.faults).toEqual([{ part: 'runs', reason: 'The store did not answer.' }]);
});

test('an answer is kept for two seconds and then read again', async () => {
  const harness = await createWhole();
  await overviewOf(harness);
  await putJob(harness, 'created');
  harness.now += 1_900;
  expect((await overviewOf(harness)).jobs.total).toBe(0);
  harness.now += 200;
  expect((await overviewOf(harness)).jobs.total).toBe(1);
});

test('the wait in a queue of a broker that is away is not known', async () => {
  const harness = await createWhole();
  expect((await overviewOf(harness)).oldestMessage).toEqual({ ms: 0, queue: 'webloom1.url.to_render' });
  harness.broker = new WebloomError('dependency-unavailable', 'RabbitMQ is not reachable.');
  harness.now += 10_000;
  expect((await overviewOf(harness)).oldestMessage).toEqual({ ms: null, queue: null });
});
