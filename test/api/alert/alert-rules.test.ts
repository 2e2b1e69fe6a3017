import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleChange, samplePrice } from '../../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob, putRun } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const send = (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: unknown) =>
  harness.app.inject({
    method,
    url,
    ...(payload === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(payload) }),
  });

const RULE = { name: 'Major changes', when: { kind: 'change', leastSeverity: 'major' } };

test('a rule is made with defaults, changed, listed and removed', async () => {
  const made = await send('POST', '/v1/alert-rules', RULE);
  expect(made.statusCode).toBe(201);
  const rule = made.json();
  expect(made.headers['location']).toBe(`/v1/alert-rules/${rule.ruleId}`);
  expect(rule).toMatchObject({
    ...RULE,
    enabled: true,
    scope: { kind: 'workspace' },
    channels: 'all',
    digest: 'none',
    stormAfter: 5,
    text: 'a notable or major change'.replace('notable or ', ''),
    version: 1,
  });
  const url = `/v1/alert-rules/${rule.ruleId}`;
  const quietHours = { from: '22:00', to: '07:00' };
  const changed = await send('PATCH', url, { quietHours, remindMinutes: 60, zone: 'Europe/Berlin' });
  expect(changed.json()).toMatchObject({ quietHours, remindMinutes: 60, version: 2 });
  const again = await send('PATCH', url, { quietHours: null, enabled: false });
  expect(again.json()).toMatchObject({ remindMinutes: 60, enabled: false, version: 3 });
  expect(again.json().quietHours).toBeUndefined();
  expect((await harness.app.inject('/v1/alert-rules')).json().items).toMatchObject([{ ruleId: rule.ruleId }]);
  expect((await send('DELETE', url)).statusCode).toBe(204);
  expect((await send('DELETE', url)).statusCode).toBe(404);
});

test.each([
  [{ ...RULE, name: ' ' }, '/name'],
  [{ ...RULE, zone: 'Mars/Base' }, '/zone'],
  [{ ...RULE, quietHours: { from: '25:00', to: '07:00' } }, '/quietHours/from'],
  [{ ...RULE, quietHours: { from: '07:00', to: '07:00' } }, '/quietHours/to'],
  [{ ...RULE, when: { kind: 'change', text: '/(/' } }, '/when/text'],
  [
    { ...RULE, when: { kind: 'price', rule: { kind: 'target', amount: '9.999', currency: 'EUR' } } },
    '/when/rule/amount',
  ],
  [{ ...RULE, when: { kind: 'pages-failing', runs: 0 } }, '/when/runs'],
  [{ ...RULE, when: { kind: 'health', parts: ['disk', 'engine'] } }, '/when/parts/1'],
  [
    {
      ...RULE,
      steps: [
        { afterMinutes: 9, channels: 'all' },
        { afterMinutes: 9, action: 'pause-job' },
      ],
    },
    '/steps/1/afterMinutes',
  ],
  [{ ...RULE, steps: [{ afterMinutes: 9, channels: ['chn_none'] }] }, '/steps/0/channels/0'],
  [
    { ...RULE, when: { kind: 'health' }, steps: [{ afterMinutes: 9, action: 'pause-job' }] },
    '/steps/0/action',
  ],
  [{ ...RULE, when: { kind: 'health' }, scope: { kind: 'tag', tag: 'shop' } }, '/scope/kind'],
  [{ ...RULE, scope: { kind: 'job', jobId: 'job_none' } }, '/scope/jobId'],
  [{ ...RULE, scope: { kind: 'tag', tag: 'a,b' } }, '/scope/tag'],
  [{ ...RULE, channels: ['chn_none'] }, '/channels/0'],
  [{ ...RULE, colour: 'red' }, '/colour'],
])('a rule that can not be is refused with the place of its fault: %j at %s', async (rule, pointer) => {
  const response = await send('POST', '/v1/alert-rules', rule);
  expect(response.json()).toMatchObject({ status: 422, errors: [{ pointer }] });
});

test('the rules that look at a job are those of the workspace, of its tags and its own', async () => {
  const job = await putJob(harness, 'created');
  await harness.ports.jobs.retag(job._id, [], ['kitchen']);
  const make = async (name: string, scope: object) => {
    const response = await send('POST', '/v1/alert-rules', { ...RULE, name, scope });
    expect(response.statusCode).toBe(201);
  };
  await make('own', { kind: 'job', jobId: job._id });
  await make('tag', { kind: 'tag', tag: ' Kitchen ' });
  await make('other tag', { kind: 'tag', tag: 'garden' });
  const limits = { ...RULE, name: 'of no job', when: { kind: 'limit-near' } };
  expect((await send('POST', '/v1/alert-rules', limits)).statusCode).toBe(201);
  const { items } = (await harness.app.inject(`/v1/alert-rules?jobId=${job._id}`)).json();
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['own', 'tag']);
});

test('a rule is tried on the changes, prices and runs that are stored', async () => {
  const { history } = harness.ports;
  const run = await putRun(harness, 'failed', { finishedAt: new Date(harness.now), ending: 'failed' });
  const owner = { jobId: run.jobId, runId: run._id, at: new Date(harness.now) };
  await history.insertChanges(
    Array.from({ length: 9 }, (_, n) =>
      sampleChange(`${run.jobId}:p${n}`, 1, {
        ...owner,
        state: 'confirmed',
        severity: n < 7 ? 'major' : 'minor',
      }),
    ),
  );
  await history.insertPrices([
    samplePrice(`${run.jobId}:a`, 11, { ...owner, minor: 1_000, at: new Date(harness.now - 60_000) }),
    samplePrice(`${run.jobId}:a`, 12, { ...owner, minor: 800 }),
  ]);
  const scope = { kind: 'job', jobId: run.jobId };
  const tryOut = async (when: object) =>
    (await send('POST', '/v1/alert-rules/try', { rule: { ...RULE, scope, when } })).json();
  expect(await tryOut(RULE.when)).toMatchObject({
    days: 30,
    judged: 9,
    alerts: 7,
    messages: 6,
    isCut: false,
  });
  const price = await tryOut({ kind: 'price', rule: { kind: 'drop', percent: 10 } });
  expect(price).toMatchObject({ judged: 2, alerts: 1, messages: 1 });
  expect(price.examples[0].title).toContain('8.00');
  expect(await tryOut({ kind: 'run-failed' })).toMatchObject({ judged: 1, alerts: 1 });
  expect((await tryOut({ kind: 'no-run', afterMinutes: 9 })).note).toContain('can not be tried');
});

test('a rule whose channel was removed can be turned off, and is refused when its channels are given anew', async () => {
  const settings = { kind: 'ntfy', topic: 'shop' };
  const { channelId } = (await send('POST', '/v1/channels', { name: 'Bell', settings })).json();
  const made = (await send('POST', '/v1/alert-rules', { ...RULE, channels: [channelId] })).json();
  await send('DELETE', `/v1/channels/${channelId}`);
  const url = `/v1/alert-rules/${made.ruleId}`;
  const off = await send('PATCH', url, { enabled: false });
  expect(off.json()).toMatchObject({ enabled: false, channels: [channelId] });
  const again = await send('PATCH', url, { channels: [channelId] });
  expect(again.statusCode).toBe(422);
  expect((await send('PATCH', url, { channels: 'all' })).json()).toMatchObject({ channels: 'all' });
});

test('steps are kept, changed and taken away', async () => {
  const steps = [
    { afterMinutes: 10, channels: 'all' },
    { afterMinutes: 30, action: 'pause-host' },
  ];
  const made = (await send('POST', '/v1/alert-rules', { ...RULE, steps })).json();
  expect(made.steps).toEqual(steps);
  const url = `/v1/alert-rules/${made.ruleId}`;
  const [first] = steps;
  expect((await send('PATCH', url, { name: 'Other' })).json().steps).toEqual(steps);
  expect((await send('PATCH', url, { steps: [first] })).json().steps).toEqual([first]);
  expect((await send('PATCH', url, { steps: null })).json().steps).toBeUndefined();
  expect((await send('PATCH', url, { steps: [] })).statusCode).toBe(422);
});
