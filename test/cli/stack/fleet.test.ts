// The fleet follows what was decided, over a store in memory and processes that are only counted.
import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import { LocalFleet, rangesOf } from '../../../cli/stack/fleet.ts';
import { openMachineRoom } from '../../../cli/stack/machine-room.ts';
import { type ProcessRange, parseRange } from '../../../domain/health/scaling/process-range.ts';

const NOW = new Date('2026-01-15T12:00:00Z');
const FOUR = parseRange('1..4', '');
let { scaling } = createMemoryStores();
let lines: string[] = [];

beforeEach(() => {
  ({ scaling } = createMemoryStores());
  lines = [];
});

function counted(count = 1) {
  const running = new Map<string, number>([
    ['scraper', count],
    ['pipeline', 1],
  ]);
  let hold: Promise<void> = Promise.resolve();
  const countOf = (role: string): number => running.get(role) ?? 0;
  return {
    count: countOf,
    add: async (role: string) => {
      running.set(role, countOf(role) + 1);
      await hold;
    },
    remove: async (role: string) => {
      running.set(role, countOf(role) - 1);
      await hold;
    },
    holdBy: (next: Promise<void>): void => {
      hold = next;
    },
  };
}

function fleetOf(id: string, processes: ReturnType<typeof counted>, scraper: ProcessRange): LocalFleet {
  const room = () => ({ idleShare: 0.5, freeMemoryMb: 900 });
  const ports = { scaling, clock: { now: () => NOW }, room, log: (line: string) => lines.push(line) };
  return new LocalFleet(ports, { id, processes, ranges: rangesOf({ scraper }) });
}

async function decide(wanted: number, range = FOUR): Promise<void> {
  const [before] = await scaling.list();
  const state = { wanted, changedAt: 0, direction: null, quietMs: 60_000 };
  const revision = (before?.revision ?? 0) + 1;
  const reason = 'a test';
  await scaling.save(
    { _id: 'scraper', revision, at: NOW, state, range, reason, look: null, decisions: [] },
    before?.revision ?? null,
  );
}

test('before anything is decided it runs what it began with, and says so', async () => {
  const processes = counted();
  await fleetOf('box:1', processes, FOUR).turn();
  expect(processes.count('scraper')).toBe(1);
  expect(await scaling.fleets()).toMatchObject([
    { _id: 'box:1', at: NOW, roles: { scraper: { range: FOUR, running: 1 } }, room: { freeMemoryMb: 900 } },
  ]);
});

test('it starts and drains as many as were decided, with the reason', async () => {
  const processes = counted();
  const fleet = fleetOf('box:1', processes, FOUR);
  await decide(3);
  await fleet.turn();
  expect(processes.count('scraper')).toBe(3);
  await decide(1);
  await fleet.turn();
  expect(processes.count('scraper')).toBe(1);
  await scaling.setRange({ _id: 'scraper', floor: 2, ceiling: 4, by: 'ann', at: NOW });
  await fleet.turn();
  expect(lines).toEqual([
    '1 → 3 scrapers: a test',
    '3 → 1 scrapers: a test',
    '1 → 2 scrapers: there may be 2..4',
  ]);
});

test('while one is being drained no other step of the role begins', async () => {
  const processes = counted(4);
  const fleet = fleetOf('box:1', processes, FOUR);
  let drained = (): void => undefined;
  processes.holdBy(new Promise((resolve) => (drained = resolve)));
  await decide(3);
  await fleet.turn();
  await decide(4);
  await fleet.turn();
  expect(processes.count('scraper')).toBe(3);
  drained();
  await Promise.resolve();
  await expect.poll(async () => fleet.turn().then(() => processes.count('scraper'))).toBe(4);
});

test('what was decided for another range is not followed', async () => {
  const processes = counted();
  await decide(4);
  await fleetOf('box:1', processes, parseRange('1', '')).turn();
  expect(processes.count('scraper')).toBe(1);
});

test('two machines share what is wanted, and one takes all when the other leaves', async () => {
  const [one, other] = [counted(), counted()];
  const [first, second] = [fleetOf('box:1', one, FOUR), fleetOf('box:2', other, FOUR)];
  await first.turn();
  await decide(4, parseRange('2..8', ''));
  await second.turn();
  await first.turn();
  expect([one.count('scraper'), other.count('scraper')]).toEqual([2, 2]);
  await second.leave();
  await first.turn();
  expect(one.count('scraper')).toBe(4);
});

test('a machine tells how much of its CPU is idle and how much memory is left', () => {
  const room = openMachineRoom();
  const { idleShare, freeMemoryMb } = room();
  expect(idleShare).toBeGreaterThanOrEqual(0);
  expect(idleShare).toBeLessThanOrEqual(1);
  expect(freeMemoryMb).toBeGreaterThan(0);
});

test('while all numbers are fixed it only looks whether somebody has set others', async () => {
  const processes = counted();
  const asked: string[] = [];
  const counting = new Proxy(scaling, {
    get(target, name, receiver) {
      asked.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  let now = NOW.getTime();
  const clock = { now: () => new Date(now) };
  const ports = {
    scaling: counting,
    clock,
    room: () => ({ idleShare: 0.5, freeMemoryMb: 900 }),
    log: () => undefined,
  };
  const fleet = new LocalFleet(ports, { id: 'box:1', processes, ranges: rangesOf({}) });
  await fleet.turn();
  for (; now < NOW.getTime() + 6_000; now += 2_000) await fleet.turn();
  expect(asked).toEqual(['given', 'beatFleet', 'list', 'fleets', 'given', 'given', 'given']);
  await fleet.turn();
  expect(asked.slice(7)).toEqual(['given', 'beatFleet', 'list', 'fleets']);
  await decide(1);
  await scaling.setRange({ _id: 'scraper', floor: 3, ceiling: 3, by: 'ann', at: NOW });
  await fleet.turn();
  expect(processes.count('scraper')).toBe(3);
});

describe('a renderer', () => {
  const clockAt = { ms: NOW.getTime() };
  const renderers = (range: ProcessRange | null = null) => {
    clockAt.ms = NOW.getTime();
    const processes = counted();
    const ports = {
      scaling,
      clock: { now: () => new Date(clockAt.ms) },
      room: () => ({ idleShare: 0.5, freeMemoryMb: 900 }),
      log: (line: string) => lines.push(line),
    };
    const ranges = rangesOf(range === null ? {} : { renderer: range });
    return { processes, fleet: new LocalFleet(ports, { id: 'box:1', processes, ranges }) };
  };
  const wantedFor = (ms: number): Promise<void> => scaling.noteDemand(new Date(clockAt.ms + ms));

  test('is started by the next turn after one was wanted, and ends when none is any more', async () => {
    const { processes, fleet } = renderers();
    await fleet.turn();
    expect(processes.count('renderer')).toBe(0);
    await wantedFor(300_000);
    clockAt.ms += 2_000;
    await fleet.turn();
    expect(processes.count('renderer')).toBe(1);
    clockAt.ms += 299_000;
    await fleet.turn();
    expect(processes.count('renderer')).toBe(0);
    expect(lines).toEqual([
      '0 → 1 renderers: pages are to be opened in a browser',
      '1 → 0 renderers: no page is to be opened in a browser',
    ]);
  });

  test('goes on while pages for it are sent', async () => {
    const { processes, fleet } = renderers();
    for (let minute = 0; minute < 20; minute += 1) {
      await wantedFor(300_000);
      await fleet.turn();
      clockAt.ms += 60_000;
      await fleet.turn();
      expect(processes.count('renderer')).toBe(1);
    }
  });

  test.each([
    ['never', { floor: 0, ceiling: 0 }, 0, 0],
    ['as a fixed number', { floor: 2, ceiling: 2 }, 2, 2],
    ['as a range that begins at one', { floor: 1, ceiling: 2 }, 1, 1],
  ])('is started %s when that was asked for', async (_how, range, before, wanted) => {
    const { processes, fleet } = renderers(range);
    await fleet.turn();
    expect(processes.count('renderer')).toBe(before);
    await wantedFor(300_000);
    await fleet.turn();
    expect(processes.count('renderer')).toBe(wanted);
  });

  test('follows a number that is set while the others go on', async () => {
    const { processes, fleet } = renderers();
    await fleet.turn();
    await scaling.setRange({ _id: 'renderer', floor: 1, ceiling: 1, by: 'ann', at: NOW });
    await fleet.turn();
    expect(processes.count('renderer')).toBe(1);
    await scaling.setRange({ _id: 'renderer', floor: 0, ceiling: 0, by: 'ann', at: NOW });
    await wantedFor(300_000);
    await fleet.turn();
    expect(processes.count('renderer')).toBe(0);
    expect([processes.count('scraper'), processes.count('pipeline')]).toEqual([1, 1]);
  });
});
