import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli/harness.ts';
import { toInbox } from '../../domain/page/inbox.ts';
import { sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
let api: string;

beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const get = async (path: string) => (await harness.app.inject(path)).json();
const SOURCE = { kind: 'pages', urls: ['https://shop.example/'] };

test('gates are a part of the configuration, refused with what is wrong', async () => {
  const gates = [{ when: { kind: 'field', name: 'price', below: 0.2 } }];
  const made = await harness.app.inject({
    method: 'POST',
    url: '/v1/jobs',
    payload: { config: { source: SOURCE, gates } },
  });
  expect(made.statusCode).toBe(201);
  expect(made.json().config.gates).toEqual([{ ...gates[0], action: 'pause-job' }]);
  const wrong = await harness.app.inject({
    method: 'POST',
    url: '/v1/jobs/validate',
    payload: { config: { source: SOURCE, gates: [{ when: { kind: 'failures', above: 30 } }] } },
  });
  expect(JSON.stringify(wrong.json())).toContain('/config/gates/0/when/above');
});

test('a job that its gate has paused says why, on its outlook, in its list and on the overview', async () => {
  const job = await putJob(harness, 'paused');
  const text = 'Paused by its gate: “price” found on 3 of 400 pages (0.8 %), usual 97 %.';
  const hit = { gate: 'price found below 20%', text: '“price” found on 3 of 400 pages (0.8 %), usual 97 %.' };
  const run = await putRun(harness, 'completed', {
    jobId: job._id,
    gateHits: [hit],
    endingReason: { code: 'all-done', detail: 'Done.' },
    finishedAt: new Date(T0),
  });
  const trouble = {
    kind: 'gated',
    subject: hit.gate,
    text,
    remedy: 'Look.',
    since: new Date(T0),
    runId: run._id,
  } as const;
  await harness.ports.jobs.control(job, { trouble }, null);
  expect(await get(`/v1/jobs/${job._id}/outlook`)).toMatchObject({
    headline: 'Paused by its quality gate: nothing runs until you resume.',
    trouble: { kind: 'gated', text, runId: run._id },
  });
  expect((await get('/v1/overview')).attention).toContainEqual(
    expect.objectContaining({ kind: 'gated', text }),
  );
  expect((await get(`/v1/runs/${run._id}`)).gateHits).toEqual([hit]);
  expect((await runCli(['get', job._id, '--api', api])).out).toContain(text);
  expect((await runCli(['run', run._id, '--api', api])).out).toContain('(price found below 20%)');
  const resumed = await harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${job._id}/resume`,
    payload: {},
  });
  expect(resumed.statusCode).toBe(200);
  expect((await get(`/v1/jobs/${job._id}/outlook`)).trouble).toBeNull();
});

test('commands set gates, add to them and refuse others with examples', async () => {
  const add = [
    'add',
    'https://tents.example/',
    '--gate',
    'failures above 30%',
    '--gate',
    'price found below 20%',
  ];
  const made = JSON.parse((await runCli([...add, '--json', '--api', api])).out);
  expect(made.config.gates).toHaveLength(2);
  const edited = await runCli([
    'edit',
    made.jobId,
    '--gate',
    'worse in pages',
    '--gate',
    'failures above 30%',
    '--api',
    api,
  ]);
  expect(edited.code).toBe(0);
  const { config } = await get(`/v1/jobs/${made.jobId}`);
  expect(config.gates.map(({ when }: { when: { kind: string } }) => when.kind)).toEqual([
    'failures',
    'field',
    'worse',
  ]);
  const refused = await runCli(['edit', made.jobId, '--gate', 'soon', '--api', api]);
  expect(refused.err).toContain('"price found below 20%"');
  expect(refused.code).toBe(2);
});

test('changes that a gate holds back are confirmed or withdrawn by the API and a command', async () => {
  const gate = 'failures above 20%, hold changes';
  const held = async (n: number) => {
    const hit = { gate, text: '1 of 4 pages (25 %) failed.', action: 'hold-changes' } as const;
    const hold = { state: 'held', gates: [gate] } as const;
    const run = await putRun(harness, 'completed', { gateHits: [hit], hold });
    const {
      workspaceId,
      inbox: _inbox,
      ...change
    } = sampleChange(`${run.jobId}:h${n}`, 1, {
      jobId: run.jobId,
      runId: run._id,
      state: 'pending',
      held: run._id,
    });
    await harness.ports.history.insertChanges([toInbox(workspaceId, change)]);
    return { run, changeId: change._id };
  };
  const first = await held(1);
  expect(await get(`/v1/runs/${first.run._id}`)).toMatchObject({
    hold: { state: 'held', gates: [gate], by: null },
  });
  const path = `/v1/changes/${encodeURIComponent(first.changeId)}`;
  expect(await get(path)).toMatchObject({ state: 'pending', heldBy: first.run._id });
  const decide = (runId: string, verb: string) =>
    harness.app.inject({ method: 'POST', url: `/v1/runs/${runId}/changes/${verb}` });
  expect((await decide(first.run._id, 'confirm')).json()).toMatchObject({ hold: { state: 'confirmed' } });
  expect(await get(path)).toMatchObject({ state: 'confirmed', heldBy: null });
  expect((await decide(first.run._id, 'withdraw')).statusCode).toBe(409);
  const second = await held(2);
  const shown = await runCli(['run', second.run._id, '--api', api]);
  expect(shown.out).toContain(`webloom gate confirm ${second.run._id}`);
  const withdrawn = await runCli(['gate', 'withdraw', second.run._id, '--api', api]);
  expect(withdrawn.out).toContain('are withdrawn');
  const { _id: other } = await putRun(harness, 'completed');
  const refused = await runCli(['gate', 'confirm', other, '--api', api]);
  expect(refused.err).toContain('holds no changes back');
});
