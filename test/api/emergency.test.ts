import { expect, test } from 'vitest';
import { sampleHold } from '../contracts/emergency-store.ts';
import { type Harness, PAGES, createHarness, putJob, putRun } from './harness.ts';

const STOP = { scope: { kind: 'everything' }, reason: 'it hammers a shop' };

function place(harness: Harness, payload: Record<string, unknown> = STOP, headers = {}) {
  return harness.app.inject({ method: 'POST', url: '/v1/emergency', payload, headers });
}

const lift = ({ app }: Harness, holdId: string) =>
  app.inject({ method: 'DELETE', url: `/v1/emergency/${holdId}` });

const stateOf = async ({ app }: Harness) => (await app.inject({ url: '/v1/emergency' })).json();

test('a stop of everything pauses what goes on, says who and why everywhere, and lifting it lets it go on', async () => {
  const harness = await createHarness();
  const job = await putJob(harness, 'running', { activeRun: 'run_1' });
  await putRun(harness, 'running', { _id: 'run_1', jobId: job._id, phase: 'crawling' });
  const placed = await place(harness);
  expect(placed.statusCode).toBe(201);
  const { hold, runs, couldNot } = placed.json();
  expect(hold).toMatchObject({ reason: 'it hammers a shop', what: 'everything', kind: 'hold' });
  expect(hold.remedy).toContain(`webloom emergency lift ${hold.holdId}`);
  expect({ runs, couldNot }).toEqual({ runs: { paused: 1, ended: 0, resumed: 0 }, couldNot: [] });
  expect(await stateOf(harness)).toMatchObject({ standing: [{ holdId: hold.holdId }], readOnly: null });
  const why = (await harness.app.inject({ url: '/v1/runs/run_1/why-idle' })).json();
  expect(why.reasons[0]).toMatchObject({ code: 'emergency-stop', remedy: hold.remedy });
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  expect(health.problems).toContainEqual(expect.stringContaining('it hammers a shop'));
  expect(health.parts).toContainEqual(expect.objectContaining({ id: 'emergency', state: 'warning' }));
  const metrics = (await harness.app.inject({ url: '/metrics' })).body;
  expect(metrics).toContain('webloom_emergency_holds{scope="everything"} 1');
  const lifted = (await lift(harness, hold.holdId)).json();
  expect(lifted).toMatchObject({ runs: { resumed: 1 }, hold: { holdId: hold.holdId } });
  expect((await harness.ports.runs.get('run_1'))?.state).toBe('running');
  expect(await stateOf(harness)).toMatchObject({ standing: [], lifted: [{ holdId: hold.holdId }] });
  const audit = (await harness.app.inject({ url: '/v1/audit' })).json();
  expect(audit.items.map(({ action }: { action: string }) => action)).toEqual([
    'liftEmergencyHold',
    'placeEmergencyHold',
  ]);
});

test('it works with Temporal and broker away, and says what they could not do', async () => {
  const harness = await createHarness();
  await putRun(harness, 'running', { _id: 'run_1' });
  Object.assign(harness, { engineDown: true, brokerDown: true });
  const placed = await place(harness);
  expect(placed.statusCode).toBe(201);
  expect(placed.json()).toMatchObject({
    runs: { paused: 1 },
    couldNot: [expect.stringContaining('RabbitMQ')],
  });
});

test('with the database away it answers 503 within two seconds', async () => {
  const harness = await createHarness();
  const never = new Promise<never>(() => undefined);
  Object.assign(harness.ports.emergency, { standing: () => never });
  const askedAt = performance.now();
  const placed = await place(harness);
  expect(placed.statusCode).toBe(503);
  expect(performance.now() - askedAt).toBeLessThan(2_000);
});

test('a start by hand is refused with the hold and the way out of it', async () => {
  const harness = await createHarness();
  const job = await putJob(harness, 'created');
  const { hold } = (await place(harness, { ...STOP, scope: { kind: 'job', jobId: job._id } })).json();
  const refused = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${job._id}/start` });
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({ type: '/problems/emergency-stop', holdId: hold.holdId });
});

test('read-only mode refuses changes with who wants it and how it is left; reading and the emergency go on', async () => {
  const harness = await createHarness();
  const { hold } = (
    await place(harness, { scope: { kind: 'changes' }, reason: 'we move the database' })
  ).json();
  const job = { name: 'a', config: { source: PAGES } };
  const refused = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: job });
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({ type: '/problems/read-only', reason: 'we move the database' });
  expect(refused.json().detail).toContain('webloom read-only off');
  expect((await harness.app.inject({ url: '/v1/jobs' })).statusCode).toBe(200);
  const validated = await harness.app.inject({ method: 'POST', url: '/v1/jobs/validate', payload: job });
  expect(validated.statusCode).toBe(200);
  const stop = (await place(harness)).json();
  expect((await lift(harness, stop.hold.holdId)).statusCode).toBe(200);
  expect((await lift(harness, hold.holdId)).statusCode).toBe(200);
  expect((await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: job })).statusCode).toBe(201);
});

test('the switch of the machine is shown among the holds and can be lifted', async () => {
  const harness = await createHarness();
  harness.holds = [sampleHold('local', { reason: 'the database was away' })];
  expect(await stateOf(harness)).toMatchObject({ standing: [{ holdId: 'local' }] });
  expect((await lift(harness, 'local')).json()).toMatchObject({ hold: { liftedBy: expect.any(String) } });
  expect((await lift(harness, 'local')).statusCode).toBe(404);
});

test.each([
  ['no reason', { scope: { kind: 'everything' }, reason: ' ' }],
  ['no scope', { reason: 'x' }],
  ['an unknown scope', { scope: { kind: 'planet' }, reason: 'x' }],
  ['a host in silence', { scope: { kind: 'host', host: 'a.test' }, reason: 'x', silence: true }],
])('%s is refused', async (_what, payload) => {
  const harness = await createHarness();
  expect((await place(harness, payload)).statusCode).toBe(422);
  expect(await stateOf(harness)).toMatchObject({ standing: [] });
});
