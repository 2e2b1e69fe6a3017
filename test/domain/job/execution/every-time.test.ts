// Each time of a schedule ends as a run or is told, however overloaded the installation was and whatever happened meanwhile.
import { describe, expect, it } from 'vitest';
import type { SkippedTimes } from '../../../../domain/config/schedule/skipped-words.ts';
import type { JobSchedule } from '../../../../domain/config/schema.ts';
import { nextTimes, slotOf } from '../../../../domain/config/schedule/schedule.ts';
import { pauseJob, resumeJob } from '../../../../domain/job/verb/verbs.ts';
import { configOf, createScene, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';
import { type Load, liveThrough, randomFrom } from '../../../support/overload.ts';

const EACH_MINUTE = { kind: 'cron', cron: '* * * * *', timezone: 'UTC' } as const;
const INTERVAL = { kind: 'interval', everyMs: 60_000 } as const;
const BEGIN = new Date('2026-03-02T02:00:10Z');

const HEAVY = {
  schedule: EACH_MINUTE,
  overlap: 'skip',
  begin: BEGIN,
  minutes: 35,
  leftOut: 30,
  latestMs: 240_000,
  longestRunMs: 90_000,
  monitorRests: false,
} as const;

interface Account {
  readonly ran: number;
  readonly told: number;
  readonly doubled: string[];
  readonly neither: string[];
  /** Told as left out, although there is a run for it. */
  readonly both: string[];
  /** Sums of what is told, less the times it is told of: more than none where a time is told twice. */
  readonly toldTwice: number;
}

const NONE = { doubled: [], neither: [], both: [], toldTwice: 0 };

function within(at: Date, spans: readonly SkippedTimes[]): SkippedTimes | undefined {
  return spans.find(({ from, until }) => at >= from && at <= until);
}

async function accountOf({ scene, times }: { scene: Scene; times: readonly Date[] }): Promise<Account> {
  const { skipped = [] } = await jobOf(scene);
  const runs = await scene.stores.runs.list({ jobId: 'job', limit: 1_000 });
  const fates = times.map((at) => {
    const own = runs.filter(({ slot }) => slot === slotOf('job', at)).length;
    return { slot: at.toISOString(), own, span: within(at, skipped) };
  });
  const { schedule } = (await jobOf(scene)).config;
  const first = times[0] ?? BEGIN;
  const all = schedule === undefined ? [] : nextTimes(schedule, 'job', new Date(first.getTime() - 1), 200);
  const sum = skipped.reduce((total, { count }) => total + count, 0);
  const slots = (which: typeof fates): string[] => which.map(({ slot }) => slot);
  return {
    ran: fates.filter(({ own }) => own === 1).length,
    told: fates.filter(({ own, span }) => own === 0 && span !== undefined).length,
    doubled: slots(fates.filter(({ own }) => own > 1)),
    neither: slots(fates.filter(({ own, span }) => own === 0 && span === undefined)),
    both: slots(fates.filter(({ own, span }) => own > 0 && span !== undefined && span.why !== 'missed')),
    toldTwice: sum - all.filter((at) => within(at, skipped) !== undefined).length,
  };
}

const SEEDS = Array.from({ length: 3 }, (_, n) => n + 1);

describe('each time of a schedule ends as one run, or is told once', () => {
  const loads: readonly [string, Load][] = [
    ['where Temporal leaves out times', HEAVY],
    ['with an interval', { ...HEAVY, schedule: INTERVAL }],
    ['with nothing made up', { ...HEAVY, schedule: { ...EACH_MINUTE, missed: 'skip' } }],
    ['with missed times made up', { ...HEAVY, schedule: { ...EACH_MINUTE, missed: { all: 5 } } }],
    ['where one start waits', { ...HEAVY, overlap: 'buffer_one' }],
    ['where a later start takes the place of a run', { ...HEAVY, overlap: 'cancel_other' }],
    ['where the monitor stays away', { ...HEAVY, monitorRests: true }],
    ['where starts are ten minutes late', { ...HEAVY, latestMs: 600_000, monitorRests: true }],
    ['where runs take five minutes', { ...HEAVY, longestRunMs: 300_000 }],
    ['where Temporal fires nothing', { ...HEAVY, leftOut: 100, longestRunMs: 20_000 }],
    ['where all is well', { ...HEAVY, leftOut: 0, latestMs: 2_000, longestRunMs: 3_000 }],
  ];
  it.each(loads)('%s', async (_title, load) => {
    for (const seed of SEEDS) {
      const { ran, told, ...faults } = await accountOf(await liveThrough(load, randomFrom(seed)));
      expect({ seed, ...faults }).toEqual({ seed, ...NONE });
      expect(ran + told).toBeGreaterThanOrEqual(34);
      if (load.leftOut === 0) expect(told).toBe(0);
    }
  });

  it.each([
    ['an hour that comes twice', '*/5 * * * *', '2026-10-25T00:30:10Z'],
    ['an hour that comes twice, named', '*/5 1-3 * * *', '2026-10-25T00:00:10Z'],
    ['an hour that is left out', '*/5 * * * *', '2026-03-29T00:30:10Z'],
  ])('over %s', async (_title, cron, begin) => {
    const schedule: JobSchedule = { kind: 'cron', cron, timezone: 'Europe/Berlin' };
    for (const seed of SEEDS) {
      const load = { ...HEAVY, schedule, begin: new Date(begin), minutes: 120 };
      const { ran, told: _told, ...faults } = await accountOf(await liveThrough(load, randomFrom(seed)));
      expect({ seed, ...faults }).toEqual({ seed, ...NONE });
      expect(ran).toBeGreaterThan(0);
    }
  });

  it('where the job is paused for a while: times of the pause are owed to nobody', async () => {
    const verbs = new Map([
      [20, (scene: Scene) => pauseJob(scene.ports, 'job')],
      [28, (scene: Scene) => resumeJob(scene.ports, 'job')],
    ]);
    const load = { ...HEAVY, longestRunMs: 1_000, verbs };
    const pausedFrom = BEGIN.getTime() + 20.5 * 60_000;
    const pausedUntil = BEGIN.getTime() + 28.5 * 60_000 + 2_000;
    for (const seed of SEEDS) {
      const { scene, times } = await liveThrough(load, randomFrom(seed));
      const owed = times.filter((at) => at.getTime() < pausedFrom || at.getTime() > pausedUntil);
      const { ran: _ran, told: _told, ...faults } = await accountOf({ scene, times: owed });
      expect({ seed, ...faults }).toEqual({ seed, ...NONE });
      const paused = times.filter((at) => !owed.includes(at));
      expect((await accountOf({ scene, times: paused })).ran).toBe(0);
    }
  });
});

it('a pause before the next time skips none, also at the moment of a time that the job does not owe', async () => {
  const scene = createScene();
  const config = configOf({ schedule: EACH_MINUTE });
  const nextRunAt = new Date(scene.now.getTime() + 60_000);
  await putJob(scene, { config, state: 'scheduled', shownState: 'scheduled', nextRunAt });
  await pauseJob(scene.ports, 'job');
  expect((await jobOf(scene)).skipped ?? []).toEqual([]);
});

it('a pause behind a time that nobody has begun tells it', async () => {
  const scene = createScene();
  const config = configOf({ schedule: EACH_MINUTE });
  const due = new Date(Math.floor(scene.now.getTime() / 60_000) * 60_000);
  await putJob(scene, { config, state: 'scheduled', shownState: 'scheduled', nextRunAt: due });
  scene.now = new Date(due.getTime() + 20_000);
  await pauseJob(scene.ports, 'job');
  expect((await jobOf(scene)).skipped).toEqual([{ from: due, until: due, count: 1, why: 'off' }]);
});
