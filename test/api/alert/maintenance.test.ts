import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleIncident } from '../../contracts/sample-alerts.ts';
import { type Harness, createHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const URL = '/v1/maintenance-windows';
const add = (payload: unknown) =>
  harness.app.inject({
    method: 'POST',
    url: URL,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

test('a window is added, listed with its state, and removed; what it held is due then', async () => {
  const now = harness.ports.clock.now().getTime();
  const [from, until] = [now - 60_000, now + 3_600_000].map((at) => new Date(at).toISOString());
  const made = await add({ reason: 'The shop moves', when: { kind: 'once', from, until } });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    reason: 'The shop moves',
    scope: { kind: 'workspace' },
    changes: 'hold',
    when: { kind: 'once', from, until },
    activeUntil: until,
    isOver: false,
  });
  const { windowId } = made.json();
  expect((await harness.app.inject(URL)).json().items).toMatchObject([{ windowId }]);
  const held = { windowId, reason: 'The shop moves', until: new Date(until ?? '') };
  await harness.ports.incidents.insert([sampleIncident('inc_held', { held, tellAt: held.until })]);
  expect((await harness.app.inject('/v1/incidents/inc_held')).json()).toMatchObject({
    held: { windowId, reason: 'The shop moves', until },
  });
  const remove = { method: 'DELETE', url: `${URL}/${windowId}` } as const;
  expect((await harness.app.inject(remove)).statusCode).toBe(204);
  const due = await harness.ports.incidents.due(harness.ports.clock.now(), 9);
  expect(due.map(({ _id }) => _id)).toEqual(['inc_held']);
  expect((await harness.app.inject(remove)).statusCode).toBe(404);
});

test.each([
  [{ reason: ' ' }, '/reason'],
  [{ when: { kind: 'weekly', days: ['someday'], from: '02:00', to: '04:00', zone: 'UTC' } }, '/when/days/0'],
  [{ when: { kind: 'weekly', days: ['sun'], from: '2am', to: '04:00', zone: 'UTC' } }, '/when/from'],
  [{ when: { kind: 'weekly', days: ['sun'], from: '02:00', to: '04:00', zone: 'Mars' } }, '/when/zone'],
  [{ when: { kind: 'once', from: 'now', until: 'then' } }, '/when/from'],
])('%j is refused at %s', async (fields, pointer) => {
  const when = { kind: 'weekly', days: ['sun'], from: '02:00', to: '04:00', zone: 'UTC' };
  const answer = await add({ reason: 'Moves', when, ...fields });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
});
