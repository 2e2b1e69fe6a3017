import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putRun } from './harness.ts';

const PAGES = { kind: 'pages', urls: ['https://shop.example/a'] };

let harness: Harness;
let ids: Record<'first' | 'second' | 'third', string>;
let followerId: string;

/** Three runs that started each other, and one beside them. */
beforeAll(async () => {
  harness = await createHarness();
  await putRun(harness, 'running');
  const first = await putRun(harness, 'completed');
  const origin = { parentRunId: first._id, rootRunId: first._id, depth: 1 };
  const second = await putRun(harness, 'completed', { origin: { ...origin, pages: 'changed' } });
  const deeper = { parentRunId: second._id, rootRunId: first._id, depth: 2 };
  const third = await putRun(harness, 'running', { origin: deeper });
  followerId = second.jobId;
  const start = { jobName: 'Details', at: new Date(0), code: 'started', detail: 'Started.' } as const;
  await harness.ports.runs.noteDependent(first._id, second.jobId, { start: { ...start, runId: second._id } });
  ids = { first: first._id, second: second._id, third: third._id };
});
afterAll(() => harness.app.close());

const get = async (path: string) => (await harness.app.inject(path)).json();
const post = (payload: object) => harness.app.inject({ method: 'POST', url: '/v1/jobs', payload });

test.each(['first', 'second', 'third'] as const)('the runs of a chain are found by its %s', async (name) => {
  const { items } = await get(`/v1/runs?chain=${ids[name]}`);
  const found = items.map(({ runId }: { runId: string }) => runId);
  expect(found.toSorted()).toEqual(Object.values(ids).toSorted());
});

test('a chain that nobody knows has no runs', async () => {
  expect((await get('/v1/runs?chain=run_none')).items).toEqual([]);
});

test('a run names the one that started it, with the pages it was given, and those it started', async () => {
  const second = await get(`/v1/runs/${ids.second}`);
  expect(second).toMatchObject({ parentRunId: ids.first, rootRunId: ids.first, depth: 1, dependents: [] });
  expect(second.parent).toMatchObject({ runId: ids.first, pages: 'changed' });
  const first = await get(`/v1/runs/${ids.first}`);
  expect(first).toMatchObject({ parentRunId: null, depth: 0, parent: null });
  expect(first.dependents).toEqual([
    {
      jobId: followerId,
      jobName: 'Details',
      code: 'started',
      detail: 'Started.',
      runId: ids.second,
      at: new Date(0).toISOString(),
    },
  ]);
});

test('a job keeps its dependents in the form they were given in', async () => {
  const list = (await post({ config: { source: PAGES } })).json().jobId;
  const other = (await post({ config: { source: PAGES } })).json().jobId;
  const dependents = [list, { job: other, when: 'changes', pages: 'changed' }];
  const made = await post({ config: { source: PAGES, dependents } });
  expect(made.json().config.dependents).toEqual(dependents);
  const read = await get(`/v1/jobs/${made.json().jobId}`);
  expect(read.config.dependents).toEqual(dependents);
});

test('a dependent that can not be given pages, or is named twice or with another word, is refused', async () => {
  const site = { kind: 'site', start: ['https://shop.example/'] };
  const crawl = (await post({ config: { source: site } })).json().jobId;
  const refused = async (dependents: unknown[]) =>
    (await post({ config: { source: PAGES, dependents } })).json().errors;
  expect(await refused([{ job: crawl, when: 'changes', pages: 'changed' }])).toMatchObject([
    { pointer: '/config/dependents/0/pages', code: 'not-pages' },
  ]);
  expect(await refused([crawl, { job: crawl }])).toMatchObject([
    { pointer: '/config/dependents/1/job', code: 'duplicate' },
  ]);
  const [fault] = await refused([{ job: crawl, when: 'sometimes' }]);
  expect(fault.pointer).toContain('/config/dependents/0');
  expect(fault.detail).toMatch(/completed|changes/);
});

test('a circle through a dependent with a condition is refused', async () => {
  const first = (await post({ config: { source: PAGES } })).json().jobId;
  const dependents = [{ job: first, when: 'changes' }];
  const second = (await post({ config: { source: PAGES, dependents } })).json().jobId;
  const response = await harness.app.inject({
    method: 'PATCH',
    url: `/v1/jobs/${first}`,
    payload: { config: { dependents: [{ job: second }] } },
  });
  expect(response.json().errors).toMatchObject([{ pointer: '/config/dependents/0/job', code: 'cycle' }]);
});

test('the outlook of a job names the jobs that it starts, and those after which it starts', async () => {
  const after = (await post({ name: 'After', config: { source: PAGES } })).json();
  const dependents = [{ job: after.jobId, when: 'changes' }];
  const before = (await post({ name: 'Before', config: { source: PAGES, dependents } })).json();
  expect(await get(`/v1/jobs/${before.jobId}/outlook`)).toMatchObject({
    starts: [{ jobId: after.jobId, name: 'After', when: 'changes' }],
    follows: [],
  });
  expect(await get(`/v1/jobs/${after.jobId}/outlook`)).toMatchObject({
    starts: [],
    follows: [{ jobId: before.jobId, name: 'Before', when: 'changes' }],
  });
});
