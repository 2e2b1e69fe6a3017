// The turn of the monitor that decides how many processes are wanted, over stores in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import type { BrokerLook, QueueLook } from '../../../domain/health/queue/queue.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { SCALING } from '../../../domain/health/scaling/scaling-numbers.ts';
import { createScalingTurn } from '../../../workers/wiring/scaling-turn.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const ONE = { floor: 1, ceiling: 1 };
let now = T0;
let stores = createMemoryStores();
let ready = 0;
let backlog = 0;
let isAway = false;
let asked = 0;
const log = createSilentLog();

beforeEach(() => {
  [now, stores, ready, backlog, isAway, asked] = [T0, createMemoryStores(), 0, 0, false, 0];
});

async function broker(): Promise<BrokerLook> {
  asked += 1;
  if (isAway) throw new WebloomError('dependency-unavailable', 'RabbitMQ does not answer');
  return {
    version: '4',
    work: { name: 'w.urls', ready, consumers: 1 },
    render: { name: 'w.to_render', ready, consumers: 1 },
    dead: { name: 'w.dead', ready: 0, consumers: 0 },
  };
}

async function taskQueues(): Promise<QueueLook[]> {
  const rates = { unacked: null, inPerSecond: 5, outPerSecond: 5 };
  const oldestMs = backlog === 0 ? 0 : 9_000;
  return [
    {
      name: 'w.pipeline (activity)',
      service: 'temporal',
      purpose: 'Chunks',
      ready: backlog,
      consumers: 1,
      oldestMs,
      ...rates,
    },
  ];
}

function startWatch(mongo: Pick<typeof stores, 'agents' | 'scaling'> = stores): () => Promise<void> {
  return createScalingTurn({
    clock: { now: () => new Date(now) },
    log,
    mongo,
    eventBroker: { look: broker },
    engine: { taskQueues },
  });
}

async function beat(
  scraper = { floor: 1, ceiling: 4 },
  pipeline = { floor: 1, ceiling: 3 },
  renderer = { floor: 0, ceiling: 1 },
): Promise<void> {
  const at = new Date(now);
  const roles = {
    scraper: { range: scraper, running: 1 },
    pipeline: { range: pipeline, running: 1 },
    renderer: { range: renderer, running: 0 },
  };
  await stores.scaling.beatFleet({ _id: 'box:1', at, roles, room: { idleShare: 0.5, freeMemoryMb: 900 } });
  for (const role of ['scraper', 'pipeline', 'renderer'] as const)
    await stores.agents.beat({
      _id: `${role}:box:7`,
      role,
      pid: 7,
      startedAt: new Date(T0),
      at,
      storeId: '',
      version: '0.1.0',
      load: { slots: 8, slotsUsed: 8, waitedMs: 9_000, fetched: (now - T0) / 100, cpuPercent: 20 },
    });
}

async function turns(count: number, watch: () => Promise<void>, ...ranges: Parameters<typeof beat>) {
  for (let n = 0; n < count; n += 1) {
    await beat(...ranges);
    await watch();
    now += SCALING.lookEveryMs;
  }
  const roles = await stores.scaling.list();
  return new Map(roles.map((role) => [role._id, role]));
}

describe('each role is decided by its own queue', () => {
  test('pages that wait bring scrapers', async () => {
    ready = 300;
    const roles = await turns(3, startWatch());
    expect(roles.get('scraper')).toMatchObject({
      state: { wanted: 2 },
      decisions: [{ from: 1, to: 2, reason: '300 pages that their hosts allow wait, the oldest for 9 s' }],
    });
    expect(roles.get('pipeline')?.state.wanted).toBe(1);
  });

  test('chunks that wait bring pipelines', async () => {
    backlog = 40;
    const roles = await turns(3, startWatch());
    expect(roles.get('pipeline')).toMatchObject({ state: { wanted: 2 } });
    expect(roles.get('scraper')?.state.wanted).toBe(1);
  });
});

describe('renderers', () => {
  const wanted = (): Promise<void> => stores.scaling.noteDemand(new Date(now + 60_000));

  test('of up to one there is one while it is wanted, and nothing is asked for that', async () => {
    const watch = startWatch();
    expect((await turns(2, watch, ONE, ONE)).get('renderer')?.state.wanted).toBe(0);
    await wanted();
    expect((await turns(1, watch, ONE, ONE)).get('renderer')).toMatchObject({
      state: { wanted: 1 },
      reason: 'pages are to be opened in a browser',
    });
    now += 60_000;
    expect((await turns(1, watch, ONE, ONE)).get('renderer')).toMatchObject({
      state: { wanted: 0 },
      reason: 'no page is to be opened in a browser',
    });
    expect(asked).toBe(0);
  });

  test('of up to more there are more when pages wait, as long as they are wanted', async () => {
    ready = 300;
    const range = { floor: 0, ceiling: 3 };
    const watch = startWatch();
    await wanted();
    const roles = await turns(9, watch, ONE, ONE, range);
    expect(roles.get('renderer')).toMatchObject({
      state: { wanted: 2 },
      decisions: [{ from: 1, to: 2, reason: '300 pages for a browser wait, the oldest for 9 s' }],
    });
    now += 60_000;
    expect((await turns(1, watch, ONE, ONE, range)).get('renderer')?.state.wanted).toBe(0);
  });
});

test('while RabbitMQ is away nothing changes, and the reason says so', async () => {
  ready = 300;
  const watch = startWatch();
  await turns(1, watch);
  isAway = true;
  const roles = await turns(6, watch);
  expect(roles.get('scraper')).toMatchObject({ state: { wanted: 1 }, reason: 'what waits is not known now' });
});

test('with fixed numbers nothing is asked and nothing is written twice', async () => {
  const roles = await turns(4, startWatch(), ONE, { floor: 2, ceiling: 2 });
  expect(asked).toBe(0);
  expect(roles.get('scraper')).toMatchObject({ revision: 1, reason: 'the number is fixed', look: null });
  expect(roles.get('pipeline')).toMatchObject({ revision: 1, state: { wanted: 2 } });
});

test('what somebody sets is in force from the next turn on', async () => {
  const watch = startWatch();
  await turns(1, watch, ONE, ONE);
  await stores.scaling.setRange({ _id: 'scraper', floor: 3, ceiling: 6, by: 'ann', at: new Date(now) });
  const roles = await turns(1, watch, ONE, ONE);
  expect(roles.get('scraper')).toMatchObject({ state: { wanted: 3 }, range: { floor: 3, ceiling: 6 } });
});

test('of two monitors that decide at the same time one writes', async () => {
  ready = 300;
  const [one, other] = [startWatch(), startWatch()];
  for (let n = 0; n < 4; n += 1) {
    await beat();
    await Promise.all([one(), other()]);
    now += SCALING.lookEveryMs;
  }
  const scraper = (await stores.scaling.list()).find(({ _id }) => _id === 'scraper');
  expect(scraper?.decisions).toHaveLength(1);
});

test('fixed numbers that are decided are not read again, until somebody sets others', async () => {
  let lists = 0;
  const scaling = {
    ...stores.scaling,
    list: () => {
      lists += 1;
      return stores.scaling.list();
    },
  };
  const watch = startWatch({ ...stores, scaling });
  await turns(6, watch, ONE, ONE);
  expect(lists).toBe(2);
  await stores.scaling.setRange({ _id: 'scraper', floor: 2, ceiling: 2, by: 'ann', at: new Date(now) });
  const roles = await turns(1, watch, ONE, ONE);
  expect(roles.get('scraper')?.state.wanted).toBe(2);
});
