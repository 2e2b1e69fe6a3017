import { afterAll, beforeAll, expect, test } from 'vitest';
import { JOB_STATES, type JobState } from '../../domain/run/job-state.ts';
import { JOB_TABLE, type JobEvent } from '../../domain/job/lifecycle.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const VERBS = ['schedule', 'start', 'pause', 'resume', 'stop', 'archive', 'restore'] as const;
/** States a job has only while it holds a run. */
const HELD: Partial<Record<JobState, 'starting' | 'running' | 'stopping'>> = {
  starting: 'starting',
  running: 'running',
  stopping: 'stopping',
};

async function jobIn(state: JobState): Promise<string> {
  const held = HELD[state];
  if (held !== undefined) return (await putRun(harness, held)).jobId;
  return (await putJob(harness, state, { recurring: true }))._id;
}

const CASES = JOB_STATES.flatMap((state) =>
  VERBS.map((verb) => ({ state, verb, move: JOB_TABLE[state][verb as JobEvent] })),
);
// Without another policy a second run is refused while one goes on.
const isRefused = (move: string | undefined) => move === undefined || move === 'by-overlap';

async function ask(state: JobState, verb: string) {
  const jobId = await jobIn(state);
  const response = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${jobId}/${verb}` });
  return { status: response.statusCode, body: response.json() };
}

test.each(CASES.filter(({ move }) => isRefused(move)))(
  'a job that is $state refuses $verb and says what is allowed',
  async ({ state, verb }) => {
    const { status, body } = await ask(state, verb);
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/transition-not-allowed', state, requested: verb });
    const asked = ['schedule', 'start', 'pause', 'resume', 'stop', 'force-stop', 'archive', 'restore'];
    const allowed = asked.filter((move) => move !== verb && !isRefused(JOB_TABLE[state][move as JobEvent]));
    expect(body.allowedTransitions).toEqual(allowed);
  },
);

test('a refusal offers a job no move that its schedule or overlap policy rules out', async () => {
  const idle = await putJob(harness, 'created');
  const resume = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${idle._id}/resume` });
  expect(resume.json().allowedTransitions).toEqual(['start', 'stop', 'force-stop', 'archive']);
  const busy = await putRun(harness, 'running');
  const archive = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${busy.jobId}/archive` });
  expect(archive.json().allowedTransitions).toEqual(['pause', 'stop', 'force-stop']);
});

test.each([
  ['buffer_one', 'starts as soon as it has ended', 'running'],
  ['cancel_other', 'is being stopped', 'stopping'],
] as const)('a start that waits (%s) says so, and for which run', async (overlap, words, holder) => {
  const run = await putRun(harness, 'running');
  const job = await harness.ports.jobs.get(run.jobId);
  if (job === null) throw new Error('no job');
  const { name, config, version, nextRunAt } = job;
  await harness.ports.jobs.configure(job._id, version, { name, config: { ...config, overlap }, nextRunAt });
  const answer = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/start` });
  expect(answer.statusCode).toBe(202);
  expect(answer.headers['location']).toBeUndefined();
  const body = answer.json();
  expect(body).toMatchObject({ runId: null, buffered: true, waitsFor: run._id, state: holder, same: false });
  expect(body.links).toMatchObject({ waitsFor: `/v1/runs/${run._id}` });
  expect(body.links.run).toBeUndefined();
  expect(body.note).toContain(words);
  const shown = await harness.app.inject(`/v1/jobs/${job._id}`);
  expect(shown.json().buffered).toEqual({ trigger: 'manual', since: new Date(T0).toISOString() });
  if (overlap === 'cancel_other')
    expect(await harness.ports.runs.get(run._id)).toMatchObject({ endingReason: { code: 'replaced' } });
});

test.each(CASES.filter(({ move }) => move === 'same'))(
  'a job that is $state already answers $verb with nothing done',
  async ({ state, verb }) => {
    const { status, body } = await ask(state, verb);
    expect([status, body.same, body.state]).toEqual([200, true, state]);
  },
);

test.each(CASES.filter(({ move }) => !isRefused(move) && move !== 'same'))(
  'a job that is $state becomes $move by $verb',
  async ({ state, verb, move }) => {
    const { status, body } = await ask(state, verb);
    // A paused job that holds no run has nothing to drain.
    const expected = state === 'paused' && verb === 'stop' ? 'stopped' : move;
    expect([body.same, body.state]).toEqual([false, expected]);
    expect(status).toBe(body.runId === null ? 200 : 202);
  },
);

test('stopping by force ends the run at once, and says what it did', async () => {
  const run = await putRun(harness, 'running');
  const response = await harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${run.jobId}/stop`,
    payload: { force: true },
  });
  expect(response.statusCode).toBe(202);
  expect(response.json()).toMatchObject({ state: 'stopping', runId: run._id });
  expect(await harness.ports.runs.get(run._id)).toMatchObject({
    state: 'finalizing',
    endingReason: { code: 'forced' },
  });
  expect(harness.calls).toContain(`terminate ${run.workflowId}`);
});

test('verbs work while the engine is down', async () => {
  harness.engineDown = true;
  const run = await putRun(harness, 'running');
  const answers = [];
  for (const verb of ['pause', 'resume', 'stop'])
    answers.push(
      (await harness.app.inject({ method: 'POST', url: `/v1/jobs/${run.jobId}/${verb}` })).json().state,
    );
  harness.engineDown = false;
  expect(answers).toEqual(['paused', 'running', 'stopping']);
});

test('a verb takes no body members it does not know', async () => {
  const job = await putJob(harness, 'created');
  const response = await harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${job._id}/stop`,
    payload: { forse: true },
  });
  expect(response.json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/forse', code: 'unknown-member' }],
  });
});

test('scheduling a job without a schedule says what is missing', async () => {
  const job = await putJob(harness, 'created');
  const response = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/schedule` });
  expect(response.json()).toMatchObject({ status: 422, errors: [{ pointer: '/config/schedule' }] });
});

test('a stopped run alone leaves the job its schedule', async () => {
  const run = await putRun(harness, 'running');
  const stop = () => harness.app.inject({ method: 'POST', url: `/v1/runs/${run._id}/stop` });
  expect((await stop()).json()).toMatchObject({ state: 'stopping', same: false });
  expect((await stop()).statusCode).toBe(200);
  expect(await harness.ports.runs.get(run._id)).toMatchObject({ stopScope: 'run' });
});

test('a job shows no next time while it is paused or being stopped', async () => {
  const run = await putRun(harness, 'running');
  const job = await harness.ports.jobs.get(run.jobId);
  if (job === null) throw new Error('no job');
  await harness.ports.jobs.control(job, { nextRunAt: new Date(T0 + 60_000) }, null);
  for (const verb of ['pause', 'stop']) {
    const answer = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${run.jobId}/${verb}` });
    const shown = await harness.app.inject(`/v1/jobs/${run.jobId}`);
    expect([answer.json().nextRunAt, shown.json().nextRunAt, shown.json().nextTimes]).toEqual([
      null,
      null,
      [],
    ]);
  }
});
