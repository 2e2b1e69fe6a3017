// Limits of a plan as the API answers them: where a job is made, changed, copied, checked and brought back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGES, type Harness, createHarness, putJob, putRun } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness({}, undefined, {
    small: { jobs: 2, hosts: 2, shortestIntervalMs: 3_600_000, pagesPerRun: 50 },
  });
  await harness.ports.workspaces.insert({
    _id: 'default',
    name: 'Default',
    createdAt: new Date(harness.now),
    plan: 'small',
  });
});
afterAll(() => harness.app.close());

const ask = (method: 'GET' | 'POST' | 'PATCH', url: string, payload: object = {}) =>
  harness.app.inject({ method, url, ...(method === 'GET' ? {} : { payload }) });
const create = (config: object = {}) => ask('POST', '/v1/jobs', { config: { source: PAGES, ...config } });

test('a job is made while the plan has room, refused with the facts when it has none', async () => {
  const racing = await Promise.all([create(), create(), create(), create()]);
  expect(racing.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 201, 403, 403]);
  const refused = await create();
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({
    type: '/problems/plan-limit',
    title: 'The plan of the workspace does not allow it',
    limit: 'jobs',
    plan: 'small',
    value: 2,
    used: 2,
    wanted: 1,
    resetsAt: null,
    detail: expect.stringContaining('The plan "small" allows 2 jobs, and 2 are in use.'),
  });
  const check = await ask('POST', '/v1/jobs/validate', { config: { source: PAGES } });
  expect(check.json()).toMatchObject({ limit: 'jobs' });
  const [first] = racing.filter(({ statusCode }) => statusCode === 201);
  const { jobId, config } = first?.json() ?? {};
  expect(config.limits.maxPages).toBe(50);
  expect((await ask('POST', `/v1/jobs/${jobId}/clone`)).json()).toMatchObject({ limit: 'jobs' });
});

test('a change is refused where it asks for more than the plan has', async () => {
  const { items } = (await ask('GET', '/v1/jobs')).json();
  const patch = (config: object) => ask('PATCH', `/v1/jobs/${items[0].jobId}`, { config });
  const often = await patch({ schedule: { kind: 'interval', everyMs: 60_000 } });
  expect(often.json()).toMatchObject({ limit: 'shortestIntervalMs', value: 3_600_000, wanted: 60_000 });
  expect((await patch({ limits: { maxPages: 51 } })).json()).toMatchObject({
    limit: 'pagesPerRun',
    value: 50,
  });
  const urls = ['https://shop.example/', 'https://b.example/', 'https://c.example/'];
  const wide = await patch({ source: { kind: 'pages', urls } });
  expect(wide.json()).toMatchObject({ limit: 'hosts', value: 2, used: 1, wanted: 2 });
  expect((await patch({ source: { kind: 'pages', urls: urls.slice(0, 2) } })).statusCode).toBe(200);
});

test('an archived job leaves its place, and needs one to come back', async () => {
  const { items } = (await ask('GET', '/v1/jobs')).json();
  const { jobId } = items[1];
  expect((await ask('POST', `/v1/jobs/${jobId}/archive`)).statusCode).toBe(200);
  const job = await putJob(harness, 'created');
  expect((await ask('POST', `/v1/jobs/${jobId}/restore`)).json()).toMatchObject({ limit: 'jobs', used: 2 });
  await ask('POST', `/v1/jobs/${job._id}/archive`);
  expect((await ask('POST', `/v1/jobs/${jobId}/restore`)).statusCode).toBe(200);
  expect((await create()).statusCode).toBe(403);
});

test('the plan of a workspace is named by an admin of the installation, and must be known', async () => {
  const made = await ask('POST', '/v1/workspaces', { name: 'Garden' });
  expect(made.json()).toMatchObject({ plan: 'free' });
  const { workspaceId } = made.json();
  const named = await ask('PATCH', `/v1/workspaces/${workspaceId}`, { plan: 'small' });
  expect(named.json()).toMatchObject({ name: 'Garden', plan: 'small' });
  const unknown = await ask('PATCH', `/v1/workspaces/${workspaceId}`, { plan: 'huge' });
  expect(unknown.statusCode).toBe(422);
  expect(unknown.json().detail).toContain('The plans are: unlimited, free, small');
  expect((await ask('PATCH', `/v1/workspaces/${workspaceId}`, {})).statusCode).toBe(422);
  const [entry] = (await ask('GET', '/v1/audit?action=changeWorkspace')).json().items.slice(-1);
  expect(entry).toMatchObject({
    subjectName: 'Garden',
    changes: [{ member: 'plan', before: '"free"', after: '"small"' }],
  });
});

test('a job that may be made and not started now is there, and says why it did not start', async () => {
  const full = await createHarness({}, undefined, { small: { concurrentRuns: 1 } });
  const createdAt = new Date(full.now);
  await full.ports.workspaces.insert({ _id: 'default', name: 'Default', createdAt, plan: 'small' });
  await putRun(full, 'running');
  const payload = { config: { source: PAGES }, start: true };
  const made = await full.app.inject({ method: 'POST', url: '/v1/jobs', payload });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    state: 'created',
    startNote: expect.stringContaining(
      'It is not started: The plan "small" allows 1 run at a time, and 1 is in use.',
    ),
  });
  await full.app.close();
});
