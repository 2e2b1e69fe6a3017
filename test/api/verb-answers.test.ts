// What a verb is answered when it is asked many times at once, when its time is over, and without a body.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.app.close());

const post = async (url: string, more: object = {}) => {
  const answer = await harness.app.inject({ method: 'POST', url, ...more });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
};

/** Resolves when the test ends: nobody waits for it. */
const never = (): Promise<never> => new Promise(() => undefined);

test('of twenty starts at once one begins, and the others name its run', async () => {
  const { _id: jobId } = await putJob(harness, 'created');
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(`/v1/jobs/${jobId}/start`)));
  const begun = answers.filter(({ status }) => status === 202);
  expect(begun).toHaveLength(1);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(19);
  expect(new Set(refused.map(({ body }) => body.heldBy))).toEqual(new Set([begun[0]?.body.runId]));
  expect(refused[0]?.body.detail).toContain(begun[0]?.body.runId);
});

test('a start that is refused says when the run that goes on should be over', async () => {
  const run = await putRun(harness, 'running');
  const job = await harness.ports.jobs.get(run.jobId);
  if (job === null) throw new Error('no job');
  await harness.ports.jobs.control(job, { aggregates: { ...job.aggregates, meanDurationMs: 40_000 } }, null);
  const { status, headers, body } = await post(`/v1/jobs/${run.jobId}/start`);
  expect([status, body.heldBy]).toEqual([409, run._id]);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(40);
});

test('a start that is stored, but not followed up in time, is 202 with its run', async () => {
  const { _id: jobId } = await putJob(harness, 'created');
  harness.ports.events.insert = never;
  const { status, body } = await post(`/v1/jobs/${jobId}/start`);
  expect(status).toBe(202);
  expect(await harness.ports.runs.get(body.runId)).toMatchObject({ state: 'starting', jobId });
  expect(body.note).toContain('It is stored');
});

test('a start of which it is not known in time whether it begins is 503 and names the run it would be', async () => {
  const { _id: jobId } = await putJob(harness, 'created');
  harness.ports.runs.insert = never;
  const { status, body } = await post(`/v1/jobs/${jobId}/start`);
  expect([status, body.state, body.jobId]).toEqual([503, 'starting', jobId]);
  expect((await harness.ports.jobs.get(jobId))?.activeRun).toBe(body.runId);
  expect(body.detail).toContain(`GET /v1/runs/${body.runId}`);
});

test('a store that answers nothing more is 503 within two seconds, with the id of the run', async () => {
  const { _id: jobId } = await putJob(harness, 'created');
  harness.ports.runs.get = never;
  const begunAt = performance.now();
  const { status, body } = await post(`/v1/jobs/${jobId}/start`);
  expect(performance.now() - begunAt).toBeLessThan(2_500);
  expect(status).toBe(503);
  expect(body).toMatchObject({ jobId, state: null, runId: expect.stringMatching(/^run_/) });
});

test.each([
  ['pause', 'running', 'paused'],
  ['resume', 'paused', 'running'],
  ['stop', 'running', 'stopping'],
] as const)('a %s that took effect is no 503, however long the rest takes', async (verb, state, shown) => {
  const run = await putRun(harness, state, { phase: 'crawling' });
  harness.ports.events.insert = never;
  const { status, body } = await post(`/v1/jobs/${run.jobId}/${verb}`);
  expect([status, body.state, body.runId]).toEqual([202, shown, run._id]);
});

test('a stop of a run alone that took effect is no 503', async () => {
  const run = await putRun(harness, 'running');
  harness.ports.events.insert = never;
  expect(await post(`/v1/runs/${run._id}/stop`)).toMatchObject({ status: 202, body: { state: 'stopping' } });
});

const JSON_TYPE = { headers: { 'content-type': 'application/json' } };

test.each([
  ['no body', {}],
  ['an empty body of JSON', { ...JSON_TYPE, payload: '' }],
  ['one without members', { payload: {} }],
])('verbs take %s', async (_what, more) => {
  const run = await putRun(harness, 'completed');
  const verbs = [
    `/v1/jobs/${run.jobId}/start`,
    `/v1/jobs/${run.jobId}/stop`,
    `/v1/jobs/${run.jobId}/reparse`,
    `/v1/jobs/${run.jobId}/verify`,
    `/v1/runs/${run._id}/rollback`,
    `/v1/runs/${run._id}/undo-rollback`,
    `/v1/runs/${run._id}/rerun`,
    `/v1/runs/${run._id}/stop`,
  ];
  for (const url of verbs) {
    const { status, body } = await post(url, more);
    expect([url, status], JSON.stringify(body)).not.toEqual([url, 422]);
    expect([400, 415]).not.toContain(status);
  }
});

test('a repeat with the same key is the same request with and without an empty body', async () => {
  const { _id: jobId } = await putJob(harness, 'created');
  const headers = { 'idempotency-key': 'once' };
  const first = await post(`/v1/jobs/${jobId}/start`, { headers });
  const again = await post(`/v1/jobs/${jobId}/start`, { headers, payload: {} });
  expect([again.status, again.body.runId]).toEqual([202, first.body.runId]);
});
