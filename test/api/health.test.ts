import { expect, test } from 'vitest';
import type { HealthComponent } from '../../domain/health/health.ts';
import { judgeStarts } from '../../domain/health/starts/judge-starts.ts';
import { judgeStoreRoom } from '../../domain/health/judge-store-room.ts';
import { type DiskSpace, diskState } from '../../domain/system/disk/disk-space.ts';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { type Harness, T0, createHarness } from './harness.ts';

const MB = 1_048_576;

function left(freeMb: number): DiskSpace {
  const floorBytes = 200 * MB;
  const freeBytes = freeMb * MB;
  return { folder: '/data', freeBytes, totalBytes: 9e9, floorBytes, state: diskState(freeBytes, floorBytes) };
}

/** One process of each role has just given a sign of life. */
async function withProcesses(): Promise<Harness> {
  const harness = await createHarness();
  for (const role of AGENT_ROLES)
    await harness.ports.agents.beat({
      _id: `${role}:host:1`,
      role,
      pid: 1,
      startedAt: new Date(T0),
      at: new Date(T0),
      storeId: '',
      version: 'test',
      load: {},
    });
  return harness;
}

test('a disk with room is no problem, and its room is told', async () => {
  const harness = await withProcesses();
  harness.disk = left(5_000);
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  expect(health.disk).toEqual(left(5_000));
  expect(health.problems.join()).not.toContain('disk');
  expect((await harness.app.inject({ url: '/readyz' })).statusCode).toBe(200);
});

test('a disk that fills up is a problem before it is full', async () => {
  const harness = await withProcesses();
  harness.disk = left(700);
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  expect(health).toMatchObject({ status: 'degraded', ready: true, disk: { state: 'low' } });
  expect(health.problems).toContain(
    'The disk is filling up: 700 MB left at /data. Nothing more is fetched below 200 MB.',
  );
});

test('a full disk is not ready, and both routes say so', async () => {
  const harness = await withProcesses();
  harness.disk = left(12);
  const ready = await harness.app.inject({ url: '/readyz' });
  expect(ready.statusCode).toBe(503);
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  for (const { checks } of [ready.json(), health])
    expect(checks).toContainEqual({
      name: 'disk',
      ok: false,
      latencyMs: 0,
      detail: expect.stringContaining('12 MB left at /data'),
      since: new Date(T0).toISOString(),
    });
  expect(health.problems.join()).toContain('The disk is full');
});

const STUCK: HealthComponent = {
  id: 'queue:work',
  kind: 'queue',
  name: 'URLs (work)',
  state: 'warning',
  text: '9 wait, the oldest for 400 s: more comes in than is taken.',
  since: T0 - 60_000,
  remedy: 'Start more.',
  figures: { ready: 9, consumers: 1, oldestMs: 400_000 },
};

async function healthOf({ app }: Harness) {
  return (await app.inject({ url: '/v1/health' })).json();
}

test('everything is told with what the monitor saw, when, and by which process', async () => {
  const harness = await withProcesses();
  harness.looked = { msAgo: 9_000, parts: [{ ...STUCK, state: 'ok', since: null, remedy: null }] };
  const health = await healthOf(harness);
  expect(health).toMatchObject({ state: 'ok', status: 'healthy', problems: [], lookEveryMs: 15_000 });
  expect(health).toMatchObject({ lookedAt: new Date(T0 - 9_000).toISOString(), lookedBy: 'monitor:box:1' });
  expect(health.parts.map(({ id }: HealthComponent) => id)).toEqual([
    'look',
    'store',
    'disk',
    ...AGENT_ROLES,
    'emergency',
    'queue:work',
  ]);
});

test('a queue that grows old degrades it, and the overview says the same', async () => {
  const harness = await withProcesses();
  harness.looked = { msAgo: 9_000, parts: [STUCK] };
  const health = await healthOf(harness);
  expect(health).toMatchObject({ state: 'degraded', status: 'degraded', problems: [STUCK.text] });
  const { attention } = (await harness.app.inject({ url: '/v1/overview' })).json();
  expect(attention).toEqual([
    {
      kind: 'queue-stuck',
      severity: 'warning',
      subject: { type: 'queue', id: 'queue:work', name: 'URLs (work)' },
      text: STUCK.text,
      since: new Date(T0 - 60_000).toISOString(),
      remedy: { words: 'Start more.', label: 'See queues', verb: null },
    },
  ]);
});

test('starts that are late are told in health and in the overview, with what comes, what is done and what to do', async () => {
  const harness = await withProcesses();
  const late = judgeStarts({ lateMs: 40_000, comePerMinute: 320, donePerMinute: 210, waiting: 213 });
  harness.looked = { msAgo: 9_000, parts: [late] };
  const health = await healthOf(harness);
  expect(health).toMatchObject({ state: 'degraded', problems: [late.text] });
  const { attention } = (await harness.app.inject({ url: '/v1/overview' })).json();
  expect(attention).toMatchObject([
    {
      kind: 'starts-late',
      subject: { type: 'queue', id: 'starts', name: 'Starts of runs' },
      text: 'Starts are 40 s late: 320 starts a minute come, 210 are done.',
      remedy: { words: expect.stringMatching(/^Slow down: .* Or add an orchestrator/), label: 'See health' },
    },
  ]);
});

const HALF = { dataBytes: 600 * MB, boundBytes: 1_000 * MB, pages: 100_000 };

test('a store that fills up is told in health and in the overview, with the pages that fit and what to do', async () => {
  const harness = await withProcesses();
  harness.room = HALF;
  const health = await healthOf(harness);
  expect(health).toMatchObject({ state: 'degraded', ready: true });
  expect(health.headline).toContain('the room in the embedded store');
  expect(health.problems.join()).toContain('60 % of its room');
  const { attention } = (await harness.app.inject({ url: '/v1/overview' })).json();
  expect(attention).toMatchObject([
    {
      kind: 'store-filling',
      severity: 'warning',
      text: expect.stringContaining('about 66,666 more pages fit'),
      remedy: { words: expect.stringContaining('webloom backup restore') },
    },
  ]);
  expect((await harness.app.inject({ url: '/readyz' })).statusCode).toBe(200);
});

test('a full store, which takes no signs of life and no look of the monitor, is told alone', async () => {
  const harness = await withProcesses();
  harness.looked = { msAgo: 900_000, parts: judgeStoreRoom(HALF) };
  harness.room = { ...HALF, dataBytes: 1_001 * MB };
  harness.now += 900_000;
  const { headline, parts, state } = await healthOf(harness);
  expect([state, headline]).toEqual([
    'down',
    'Little or nothing works without: the room in the embedded store',
  ]);
  const told = parts.filter(({ state: of }: HealthComponent) => of === 'critical' || of === 'warning');
  expect(told).toMatchObject([{ id: 'store-room', text: expect.stringContaining('Nothing more is stored') }]);
});

test('a monitor that does not look makes it blind, and what it saw is no longer taken for so', async () => {
  const harness = await withProcesses();
  harness.looked = { msAgo: 46_000, parts: [STUCK] };
  const health = await healthOf(harness);
  expect(health).toMatchObject({ state: 'blind', status: 'degraded', ready: true });
  expect(health.problems).toEqual([expect.stringContaining('looked 46 s ago for the last time')]);
  expect(health.parts.find(({ id }: HealthComponent) => id === 'queue:work')).toMatchObject({
    state: 'unknown',
    text: expect.stringContaining(`Then: ${STUCK.text}`),
  });
  harness.looked = null;
  expect(await healthOf(harness)).toMatchObject({ state: 'blind', lookedAt: null });
});
