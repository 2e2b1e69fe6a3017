import { describe, expect, it } from 'vitest';
import type { JobPlan } from '../../../../domain/job/job-plan.ts';
import type { JobSchedule } from '../../../../domain/config/schema.ts';
import { clockChanges } from '../../../../domain/config/schedule/clock-change.ts';
import { type DayPlan, type DayWanted, planDayInSlices } from '../../../../domain/job/plan/day-plan.ts';
import { paceInWords } from '../../../../domain/config/schedule/pile-up.ts';
import { nextTimes } from '../../../../domain/config/schedule/schedule.ts';
import { createRunsADay } from '../../../../domain/config/schedule/runs-a-day.ts';

const NOON = new Date('2026-03-01T12:00:00Z');

function planned(jobId: string, schedule: JobSchedule | null, fields: Partial<JobPlan> = {}): JobPlan {
  return {
    jobId,
    workspaceId: 'default',
    name: `Job ${jobId}`,
    state: 'scheduled',
    hosts: ['larch.example'],
    schedule,
    nextRunAt: NOON,
    fetch: { obeyRobots: true },
    sourceKind: 'pages',
    pages: 1,
    ...fields,
  };
}

function cron(text: string, timezone = 'UTC'): JobSchedule {
  return { kind: 'cron', cron: text, timezone };
}

it('thousands of years from now nothing is due, and that is no error', () => {
  const from = new Date('8194-03-11T23:21:05Z');
  const jobs = [
    planned('a', cron('0 18 * * 1-5')),
    planned('b', {
      ...cron('0 9 * * *'),
      window: { days: ['mon'], from: '08:00', to: '20:00' },
    }),
  ];
  expect(day(jobs, { from })).toMatchObject({ total: 0, runs: [] });
});

function planDay(wanted: DayWanted): DayPlan {
  const steps = planDayInSlices(wanted);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function day(jobs: readonly JobPlan[], more: Partial<DayWanted> = {}) {
  return planDay({ jobs, from: NOON, hours: 24, zone: 'UTC', delayMsOf: () => 1_000, ...more });
}

describe('the plan of a day', () => {
  it('counts what is due in each hour by the clock of the viewer', () => {
    const { hours, total } = day([planned('a', cron('0 18 * * *')), planned('b', cron('30 */6 * * *'))], {
      zone: 'Europe/Berlin',
    });
    expect(hours[0]).toEqual({ startsAt: NOON, clock: '13:00', due: 1 });
    expect(hours[6]).toMatchObject({ clock: '19:00', due: 2 });
    expect(total).toBe(5);
    expect(hours.reduce((sum, { due }) => sum + due, 0)).toBe(total);
  });

  it('begins with the present hour of a zone that is half an hour off', () => {
    const { hours } = day([], { zone: 'Asia/Kolkata', from: new Date('2026-03-01T12:10:00Z'), hours: 2 });
    expect(hours.map(({ clock }) => clock)).toEqual(['17:00', '18:00', '19:00']);
  });

  it('tells where jobs wait for each other, and how long', () => {
    const jobs = Array.from({ length: 11 }, (_, n) => planned(`j${n}`, cron('0 18 * * *'), { pages: 120 }));
    const { lanes } = day(jobs, { zone: 'Europe/Berlin' });
    expect(lanes).toHaveLength(1);
    expect(lanes[0]?.pileUps.map(({ text }) => text)).toEqual([
      '11 jobs from 19:00 on larch.example: takes 22 min at one request a second',
    ]);
    expect(lanes[0]).toMatchObject({ jobs: 11, due: 11, workMs: 11 * 120 * 1_000 });
  });

  it('tells nothing of jobs whose work is done before the next is due, or that share no host', () => {
    const spread = [planned('a', cron('0 18 * * *'), { pages: 500 }), planned('b', cron('10 18 * * *'))];
    expect(day(spread).lanes[0]?.pileUps).toEqual([]);
    const apart = [
      planned('a', cron('0 18 * * *'), { pages: 500 }),
      planned('b', cron('0 18 * * *'), { pages: 500, hosts: ['birch.example'] }),
    ];
    expect(day(apart).lanes.flatMap(({ pileUps }) => pileUps)).toEqual([]);
  });

  it('tells of a job that is due again before it is done', () => {
    const { lanes } = day([planned('docs', cron('*/15 * * * *'), { pages: 1_200 })], { hours: 1 });
    expect(lanes[0]?.pileUps[0]).toMatchObject({ kind: 'overrun', jobs: 1, runs: 4 });
  });

  it('leaves the single runs of a steady job out but counts them, and what they take of the host', () => {
    const often = planned('often', { kind: 'interval', everyMs: 60_000 }, { pages: 30 });
    const daily = [
      planned('a', cron('0 18 * * *'), { pages: 40 }),
      planned('b', cron('0 18 * * *'), { pages: 40 }),
    ];
    const { runs, steady, total, lanes } = day([often, ...daily]);
    expect(runs.map(({ jobId }) => jobId)).toEqual(['a', 'b']);
    expect(steady).toMatchObject([{ everyMs: 60_000 }]);
    expect(total).toBe(24 * 60 + 2);
    // Half of the host's time is taken, so 80 s of work take twice that.
    const [pileUp] = lanes[0]?.pileUps ?? [];
    expect((pileUp?.until ?? 0) - (pileUp?.from ?? 0)).toBe(160_000);
  });

  it('leaves out jobs that rest or have no schedule', () => {
    const resting = planned('paused', cron('0 18 * * *'), { nextRunAt: null });
    expect(day([resting, planned('manual', null)])).toMatchObject({ total: 0, lanes: [], runs: [] });
  });

  it.each([
    ['every five minutes', { kind: 'interval', everyMs: 300_000 } as const, 10_000 * 288, 0],
    ['every hour by the clock', cron('7 * * * *'), 10_000 * 24, 500],
  ])('counts all runs of 10,000 jobs %s and tells the first of them', (_often, schedule, all, told) => {
    const jobs = Array.from({ length: 10_000 }, (_, n) =>
      planned(`job_${n}`, schedule, { hosts: [`h${n % 500}.example`] }),
    );
    const { total, runs } = day(jobs);
    expect(total).toBe(all);
    expect(runs).toHaveLength(told);
    expect(runs.every(({ at }) => at.toISOString() === '2026-03-01T12:07:00.000Z')).toBe(true);
  });
});

it.each([
  [25_000, 150],
  [40_000, 7 * 60],
  [2_000, 24 * 60],
])('tells of %i steady jobs every %i minutes each run, in the hour it is due', (count, minutes) => {
  const schedule = { kind: 'interval', everyMs: minutes * 60_000 } as const;
  const jobs = Array.from({ length: count }, (_, n) => planned(`job_${n}`, schedule));
  const { total, hours, lanes } = day(jobs, { from: new Date(NOON.getTime() + 600_000) });
  const exact = hours.map(() => 0);
  for (const { jobId } of jobs) {
    for (const at of nextTimes(schedule, jobId, new Date(NOON.getTime() + 599_999), 10)) {
      const hour = Math.floor((at.getTime() - NOON.getTime()) / 3_600_000);
      const isWithin = at.getTime() < NOON.getTime() + 600_000 + 86_400_000;
      if (isWithin) exact[hour] = (exact[hour] ?? 0) + 1;
    }
  }
  expect(hours.map(({ due }) => due)).toEqual(exact);
  expect(lanes[0]?.hours).toEqual(exact);
  expect(total).toBe(exact.reduce((sum, one) => sum + one, 0));
});

describe('clock changes', () => {
  it.each([
    ['2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z', 'clocks go from 02:00 to 03:00'],
    ['2026-10-24T12:00:00Z', '2026-10-25T01:00:00.000Z', 'clocks go back from 03:00 to 02:00'],
  ])('of Berlin in the day from %s are told to the minute', (from, at, text) => {
    const until = new Date(new Date(from).getTime() + 86_400_000);
    const [change, ...others] = clockChanges(['Europe/Berlin', 'UTC'], new Date(from), until);
    expect(others).toEqual([]);
    expect(change?.at.toISOString()).toBe(at);
    expect(change?.text).toContain(text);
  });

  it('of a day without one are none', () => {
    expect(clockChanges(['Europe/Berlin'], NOON, new Date(NOON.getTime() + 86_400_000))).toEqual([]);
  });
});

it.each([
  [cron('0 18 * * *'), 1],
  [cron('*/5 * * * *'), 288],
  [cron('0 0 30 2 1'), 0],
  [{ kind: 'interval', everyMs: 3_600_000 } as const, 24],
  [null, 0],
])('a schedule %o fires so often in a day', (schedule, times) => {
  const never = schedule?.kind === 'cron' && schedule.cron.includes('30 2');
  const count = createRunsADay(NOON);
  if (never) expect(() => count(schedule, 'job')).toThrow('never fires');
  else expect(count(schedule, 'job')).toBe(times);
});

it.each([
  [1_000, 'one request a second'],
  [500, '2 requests a second'],
  [2_500, 'one request in 2.5 s'],
])('a pause of %i ms is told as a pace', (delayMs, words) => {
  expect(paceInWords(delayMs)).toBe(words);
});
