// The use of limits as API, command line and overview show it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UsageView } from '../../../api/schemas/access/usage.ts';
import { reserve, planOf } from '../../../domain/job/limit/reserve.ts';
import { runCli } from '../../cli/harness.ts';
import { type Harness, createHarness, putJob, putRun } from '../harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness({}, undefined, {
    small: { jobs: 5, pagesPerMonth: 1_000, concurrentRuns: 1, shortestIntervalMs: 3_600_000 },
  });
  const createdAt = new Date(harness.now);
  await harness.ports.workspaces.insert({ _id: 'default', name: 'Default', createdAt });
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject({ method: 'GET', url })).json();

async function useOf(limit: string): Promise<UsageView['limits'][number] | undefined> {
  const usage: UsageView = await get('/v1/usage');
  return usage.limits.find((one) => one.limit === limit);
}

test('without limits the counts are shown and there is nothing to reach', async () => {
  for (let n = 0; n < 3; n += 1) await putJob(harness, 'created');
  const usage = await get('/v1/usage');
  expect(usage).toMatchObject({ plan: 'unlimited', planIsUnknown: false });
  expect(await useOf('jobs')).toMatchObject({ value: null, used: 3, share: null, level: 'none' });
  expect(await useOf('pagesPerMonth')).toMatchObject({ value: null, used: null, level: 'none' });
});

test('a plan is given on the command line, and its use shown with what is near', async () => {
  const cli = (...args: string[]) => runCli([...args, '--api', api]);
  expect((await cli('workspaces', 'plan', 'default', 'small')).out).toContain('has its plan: small');
  const unknown = await cli('workspaces', 'plan', 'default', 'huge');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There is no plan "huge"')]);
  await putRun(harness, 'running');
  const ports = { ...harness.ports, clock: harness.ports.clock };
  const plan = await planOf(ports, 'default');
  const meter = { workspaceId: 'default', limit: 'pagesPerMonth', period: '2026-01' } as const;
  await reserve(ports, { ...meter, plan, holder: 'run_1', amount: 1_200 });
  const usage = await cli('usage');
  expect(usage.out).toMatch(/Plan small/);
  expect(usage.out).toMatch(/Jobs +4 +5 +80 %/);
  expect(usage.out).toMatch(/Pages of a month +1,000 +1,000 +100 % +2026-02-01 00:00:00Z/);
  expect(usage.out).toMatch(/Shortest interval +1h/);
  expect(usage.out).toContain('! Jobs: 4 of 5 (80 %) of the plan "small" are in use.');
  expect(usage.out).not.toContain('! Runs at a time');
  expect((await cli('plans')).out).toMatch(/pagesPerMonth +no limit +20,000 +1,000/);
  expect((await cli('workspaces', 'list')).out).toMatch(/default +Default +small/);
  expect(JSON.parse((await cli('usage', '--json')).out)).toMatchObject({ plan: 'small' });
});

test('the overview tells of limits that are near or met, with what to do', async () => {
  const { attention } = await get('/v1/overview');
  const told = attention.filter(({ subject }: { subject: { type: string } }) => subject.type === 'limit');
  expect(told).toMatchObject([
    { kind: 'limit-met', subject: { id: 'pagesPerMonth', name: 'Pages of a month' } },
    { kind: 'limit-near', subject: { id: 'jobs' }, remedy: { label: 'See the use' } },
  ]);
});

test('a refused job is told on the command line with its limit and what to do', async () => {
  const add = (path: string) => runCli(['add', `https://shop.example/${path}`, '--api', api]);
  expect((await add('one')).code).toBe(0);
  const refused = await add('two');
  expect(refused.code).toBe(4);
  expect(refused.err).toContain('The plan "small" allows 5 jobs, and 5 are in use.');
  expect(refused.err).toContain('Archive or remove a job');
});

test('a plan that the file does not name any more is told, with the limits of free', async () => {
  await harness.ports.workspaces.change('default', { plan: 'gone' });
  expect(await get('/v1/usage')).toMatchObject({ plan: 'gone', planIsUnknown: true });
  expect(await useOf('jobs')).toMatchObject({ value: 10 });
});
