import { expect, test } from 'vitest';
import { createLockedHarness, makeKey, makeWorkspace } from './access/callers.ts';
import { firstState } from '../../domain/health/scaling/scaling-policy.ts';
import { type Harness, T0, createHarness } from './harness.ts';

const RANGE = { floor: 1, ceiling: 4 };

async function decided({ ports }: Harness): Promise<void> {
  const at = new Date(T0);
  const reason = '200 pages that their hosts allow wait, the oldest for 14 s';
  await ports.scaling.save(
    {
      _id: 'scraper',
      revision: 1,
      at,
      state: { ...firstState(RANGE, T0), wanted: 2 },
      range: RANGE,
      reason,
      look: {
        at: T0,
        alive: 1,
        waiting: 200,
        oldestMs: 14_000.4,
        perSecond: 20,
        used: 48,
        slots: 48,
        slow: 3,
        cpuPercent: 40,
        room: { idleShare: 0.354, freeMemoryMb: 900.7 },
      },
      decisions: [{ at, from: 1, to: 2, reason }],
    },
    null,
  );
  const roles = {
    scraper: { range: RANGE, running: 1 },
    pipeline: { range: { floor: 1, ceiling: 1 }, running: 1 },
  };
  await ports.scaling.beatFleet({ _id: 'box:7', at, roles, room: null });
}

test('it tells how many are wanted and run, why, and what was seen and changed', async () => {
  const harness = await createHarness();
  await decided(harness);
  const { items, fleets } = (await harness.app.inject({ url: '/v1/scaling' })).json();
  expect(items).toMatchObject([
    {
      role: 'scraper',
      wanted: 2,
      running: 1,
      range: RANGE,
      setBy: null,
      reason: '200 pages that their hosts allow wait, the oldest for 14 s',
      signs: { waiting: 200, oldestMs: 14_000, slow: 3, idlePercent: 35, freeMemoryMb: 901 },
      decisions: [{ from: 1, to: 2 }],
    },
    {
      role: 'pipeline',
      wanted: 1,
      running: 1,
      reason: 'nothing was decided yet',
      signs: null,
      decisions: [],
    },
    // This fleet is of a version that knows none.
    { role: 'renderer', wanted: 0, running: 0, range: { floor: 0, ceiling: 0 } },
  ]);
  expect(fleets).toMatchObject([
    {
      id: 'box:7',
      roles: [{ role: 'scraper', running: 1, ...RANGE }, { role: 'pipeline' }, { role: 'renderer' }],
    },
  ]);
  // What KEDA reads.
  expect((await harness.app.inject({ url: '/v1/scaling/scraper' })).json()).toMatchObject({ wanted: 2 });
});

test('where nothing starts processes here, as many run as is known to nobody', async () => {
  const { app } = await createHarness();
  const { items, fleets } = (await app.inject({ url: '/v1/scaling' })).json();
  expect(items).toMatchObject([
    { role: 'scraper', wanted: 1, running: null, range: { floor: 1, ceiling: 8 } },
    { role: 'pipeline', wanted: 1, running: null, range: { floor: 1, ceiling: 4 } },
    { role: 'renderer', wanted: 0, running: null, range: { floor: 0, ceiling: 8 } },
  ]);
  expect(fleets).toEqual([]);
});

test('a range is set, told with who set it, and taken back', async () => {
  const harness = await createHarness();
  await decided(harness);
  const { app, ports } = harness;
  const put = (url: string, payload: object) => app.inject({ method: 'PUT', url, payload });
  const set = await put('/v1/scaling/scraper', { floor: 2, ceiling: 6 });
  expect(set.json()).toMatchObject({ role: 'scraper', range: { floor: 2, ceiling: 6 } });
  expect(set.json().setBy).not.toBeNull();
  expect((await ports.scaling.given()).ranges).toMatchObject([{ _id: 'scraper', floor: 2, ceiling: 6 }]);
  const back = await app.inject({ method: 'DELETE', url: '/v1/scaling/scraper' });
  expect(back.json()).toMatchObject({ range: RANGE, setBy: null });
});

test.each([
  ['scraper', { floor: 4, ceiling: 1 }, 422, 'write a number (3) or a range (1..4)'],
  ['scraper', { floor: 0, ceiling: 4 }, 422, 'a range begins at 1 at least'],
  ['scraper', { floor: 1, ceiling: 65 }, 422, 'up to 64'],
  ['scraper', { floor: 1 }, 422, 'ceiling'],
  ['monitor', { floor: 1, ceiling: 2 }, 404, 'scraper'],
] as const)('%s %j is refused with what to do', async (role, payload, status, words) => {
  const { app } = await createHarness();
  const answer = await app.inject({ method: 'PUT', url: `/v1/scaling/${role}`, payload });
  expect(answer.statusCode).toBe(status);
  expect(answer.body).toContain(words);
});

test('an admin of another workspace sees the numbers and may not set them', async () => {
  const harness = await createLockedHarness();
  const { ask } = await makeKey(harness, { workspaceId: await makeWorkspace(harness, 'Strangers') });
  expect((await ask('GET', '/v1/scaling')).statusCode).toBe(200);
  const refused = await ask('PUT', '/v1/scaling/scraper', { floor: 1, ceiling: 2 });
  expect(refused.json()).toMatchObject({ status: 403 });
  expect((await ask('DELETE', '/v1/scaling/scraper')).statusCode).toBe(403);
  expect((await harness.ports.scaling.given()).ranges).toEqual([]);
});
