import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Degradation } from '../../domain/config/gate/finding.ts';
import type { Run } from '../../domain/run/run.ts';
import { runCli } from '../cli/harness.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
let run: Run;

const WORDS = '“price” was found on 3 of 400 pages (0.8 %); usually 97 %, 95 % to 99 %.';
const REMEDY = 'Look at a page where it is missing and review its selector.';
const DEGRADATION: Degradation = {
  comparedWith: ['run_1', 'run_2', 'run_3', 'run_4', 'run_5'],
  findings: [
    { kind: 'field', name: 'price', now: 0.0075, usual: 0.97, low: 0.95, high: 0.99, count: 3, total: 400 },
  ],
};

beforeAll(async () => {
  harness = await createHarness();
  const job = await putJob(harness, 'scheduled');
  run = await putRun(harness, 'completed', {
    jobId: job._id,
    endingReason: { code: 'all-done', detail: 'Done.' },
    finishedAt: new Date(T0),
    degradation: DEGRADATION,
  });
  const trouble = { kind: 'degraded', subject: 'field price', text: WORDS, remedy: REMEDY } as const;
  const since = new Date(T0);
  await harness.ports.jobs.control(job, { trouble: { ...trouble, since, runId: run._id } }, null);
});
afterAll(() => harness.app.close());

const get = async (path: string) => (await harness.app.inject(path)).json();

test('a run tells what is worse than usual, with the runs it was compared with', async () => {
  expect((await get(`/v1/runs/${run._id}`)).degradation).toEqual({
    judged: true,
    least: 5,
    comparedWith: DEGRADATION.comparedWith,
    findings: [
      {
        kind: 'field',
        name: 'price',
        now: 0.0075,
        usual: 0.97,
        low: 0.95,
        high: 0.99,
        text: WORDS,
        remedy: REMEDY,
      },
    ],
  });
});

test('a run of a young job says that it was not judged, and one that goes on is not compared', async () => {
  const young = await putRun(harness, 'completed', {
    degradation: { comparedWith: ['run_1'], findings: [] },
  });
  expect((await get(`/v1/runs/${young._id}`)).degradation).toMatchObject({ judged: false, findings: [] });
  const going = await putRun(harness, 'running');
  expect((await get(`/v1/runs/${going._id}`)).degradation).toBeNull();
});

test('why, the outlook of the job, its place in the list and the overview say so', async () => {
  const { reasons } = await get(`/v1/runs/${run._id}/why-idle`);
  expect(reasons).toContainEqual(
    expect.objectContaining({ code: 'worse-than-usual', detail: WORDS, remedy: REMEDY }),
  );
  expect((await get(`/v1/jobs/${run.jobId}/outlook`)).trouble).toMatchObject({
    kind: 'degraded',
    text: WORDS,
    runId: run._id,
    remedy: REMEDY,
  });
  const { attention } = await get('/v1/overview');
  expect(attention).toContainEqual(
    expect.objectContaining({
      kind: 'degraded',
      text: WORDS,
      remedy: { words: REMEDY, label: 'See the job', verb: null },
    }),
  );
});

test('the commands say so', async () => {
  const api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  expect((await runCli(['run', run._id, '--api', api])).out).toContain(`worse    ${WORDS}`);
  expect((await runCli(['get', run.jobId, '--api', api])).out).toContain(WORDS);
  expect((await runCli(['why', run._id, '--api', api])).out).toContain(WORDS);
});
