import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli/harness.ts';
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
