import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleIncident, sampleRule } from '../../contracts/sample-alerts.ts';
import { type Harness, createHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  const lasting = { lasting: true, kind: 'run-failed', told: 1 } as const;
  await harness.ports.alertRules.insert(sampleRule('rule_a', { when: { kind: 'run-failed' } }));
  await harness.ports.incidents.insert([
    sampleIncident('inc_1', { ...lasting, openKey: 'k1' }),
    sampleIncident('inc_2', { ...lasting, openKey: 'k2' }),
    sampleIncident('inc_3', { state: 'resolved' }),
  ]);
});
afterAll(() => harness.app.close());

const post = (url: string, payload?: object) =>
  harness.app.inject({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) });

test('incidents are listed by state, page by page, and counted', async () => {
  const all = (await harness.app.inject('/v1/incidents?limit=2')).json();
  expect(all.items.map(({ incidentId }: { incidentId: string }) => incidentId)).toEqual(['inc_3', 'inc_2']);
  const rest = (await harness.app.inject(`/v1/incidents?limit=2&cursor=${all.nextCursor}`)).json();
  expect(rest.items).toMatchObject([{ incidentId: 'inc_1' }]);
  const open = (await harness.app.inject('/v1/incidents?state=open,snoozed')).json();
  expect(open.items).toHaveLength(2);
  const counts = (await harness.app.inject('/v1/incidents/counts')).json();
  expect(counts).toEqual({ open: 2, acknowledged: 0, snoozed: 0 });
});

test('one is acknowledged, snoozed and resolved, and everybody hears of it', async () => {
  const acknowledged = await post('/v1/incidents/inc_1/acknowledge');
  expect(acknowledged.json()).toMatchObject({ state: 'acknowledged', tellAt: null });
  const snoozed = await post('/v1/incidents/inc_1/snooze', { minutes: 30 });
  const until = new Date(harness.now + 30 * 60_000).toISOString();
  expect(snoozed.json()).toMatchObject({ state: 'snoozed', snoozedUntil: until, tellAt: until });
  const resolved = await post('/v1/incidents/inc_1/resolve');
  expect(resolved.json()).toMatchObject({ state: 'resolved', snoozedUntil: null });
  expect(resolved.json().tellAt).toBe(new Date(harness.now).toISOString());
  const events = await harness.ports.events.since('default', new Date(0), 9);
  expect(events.map(({ type, data }) => [type, data['state']])).toEqual([
    ['incident.state', 'acknowledged'],
    ['incident.state', 'snoozed'],
    ['incident.state', 'resolved'],
  ]);
});

test('what is over can not be snoozed, and an unknown one is not found', async () => {
  const refused = await post('/v1/incidents/inc_3/snooze', { minutes: 5 });
  expect(refused.json()).toMatchObject({ status: 409 });
  expect(refused.json().detail).toContain('Possible: resolve');
  expect((await post('/v1/incidents/inc_none/resolve')).statusCode).toBe(404);
  expect((await post('/v1/incidents/inc_2/snooze', { minutes: 0 })).statusCode).toBe(422);
});
