import { describe, expect, it, test } from 'vitest';
import type { JobSchedule } from '../../../../domain/config/schema.ts';
import {
  addMissed,
  afterStart,
  findMissed,
  type MissedTimes,
  missedWords,
  stillWanted,
  turnOf,
} from '../../../../domain/config/schedule/missed.ts';

const cron = (text: string, more: object = {}): JobSchedule => ({
  kind: 'cron',
  cron: text,
  timezone: 'UTC',
  ...more,
});
const at = (text: string): Date => new Date(text);
const shown = (times: readonly Date[]): string[] => times.map((time) => time.toISOString().slice(5, 16));

const DAY = ['2026-03-02T02:00:00Z', '2026-03-02T05:30:00Z'] as const;
const BERLIN = { timezone: 'Europe/Berlin' };

test.each([
  ['hourly, one for all', cron('0 * * * *'), DAY, 4, ['03-02T05:00']],
  ['hourly, none', cron('0 * * * *', { missed: 'skip' }), DAY, 4, []],
  ['hourly, two of four', cron('0 * * * *', { missed: { all: 2 } }), DAY, 4, ['03-02T04:00', '03-02T05:00']],
  [
    'fewer than asked for',
    cron('0 */2 * * *', { missed: { all: 9 } }),
    DAY,
    2,
    ['03-02T02:00', '03-02T04:00'],
  ],
  [
    'only within the window',
    cron('0 * * * *', { window: { from: '03:00', to: '05:00' }, missed: { all: 9 } }),
    DAY,
    2,
    ['03-02T03:00', '03-02T04:00'],
  ],
  [
    'not on an exception',
    cron('0 */6 * * *', { except: ['2026-03-02'], missed: { all: 9 } }),
    ['2026-03-01T12:00:00Z', '2026-03-03T01:00:00Z'],
    3,
    ['03-01T12:00', '03-01T18:00', '03-03T00:00'],
  ],
  [
    'the hour that a zone does not have',
    cron('30 2 * * *', { ...BERLIN, missed: { all: 9 } }),
    ['2026-03-28T00:00:00Z', '2026-03-30T06:00:00Z'],
    3,
    ['03-28T01:30', '03-29T01:00', '03-30T00:30'],
  ],
  [
    'the hour that a zone has twice, named',
    cron('30 2 * * *', { ...BERLIN, missed: { all: 9 } }),
    ['2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'],
    1,
    ['10-25T00:30'],
  ],
  [
    'the hour that a zone has twice, each hour',
    cron('30 * * * *', { ...BERLIN, missed: { all: 2 } }),
    ['2026-10-24T23:45:00Z', '2026-10-25T02:00:00Z'],
    2,
    ['10-25T00:30', '10-25T01:30'],
  ],
] as const)('finds the times that were missed: %s', (_title, schedule, [from, now], ...[count, waiting]) => {
  const found = findMissed({ schedule, jobId: 'job', from: at(from), now: at(now) });
  expect(found?.count).toBe(count);
  expect(shown(found?.newest ?? [])).toEqual(waiting);
});

describe('what is missed', () => {
  it('is nothing while a time is five minutes late at most: it runs late, whatever the job says', () => {
    const gap = { schedule: cron('0 * * * *'), jobId: 'job', from: at(DAY[0]) };
    expect(findMissed({ ...gap, now: at('2026-03-02T02:05:00Z') })).toBeNull();
    expect(findMissed({ ...gap, now: at('2026-03-02T02:05:01Z') })?.count).toBe(1);
  });

  it('leaves the times of the last minute to the engine', () => {
    const gap = { schedule: cron('0 * * * *'), jobId: 'job', from: at(DAY[0]) };
    expect(findMissed({ ...gap, now: at('2026-03-02T03:00:59Z') })?.count).toBe(1);
    expect(findMissed({ ...gap, now: at('2026-03-02T03:01:01Z') })?.count).toBe(2);
  });

  it('is counted for intervals of any length, the newest told', () => {
    const schedule: JobSchedule = { kind: 'interval', everyMs: 10_000, missed: { all: 3 } };
    const now = at('2027-03-02T02:00:00Z');
    const from = at('2026-03-02T02:00:00Z');
    const found = findMissed({ schedule, jobId: 'job', from, now });
    expect(found?.count).toBe((365 * 86_400_000 - 60_000) / 10_000);
    const [first, second, third] = found?.newest ?? [];
    expect(third).toEqual(found?.until);
    expect((third?.getTime() ?? 0) - (second?.getTime() ?? 0)).toBe(10_000);
    expect((second?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBe(10_000);
    expect(third?.getTime()).toBeLessThan(now.getTime() - 60_000);
  });

  it('is counted up to a limit where a calendar has to be walked through, and the newest are still the newest', () => {
    const schedule = cron('* * * * *', { missed: { all: 2 } });
    const now = at('2026-09-02T02:00:00Z');
    const found = findMissed({ schedule, jobId: 'job', from: at('2026-03-02T02:00:00Z'), now });
    expect(found?.count).toBeGreaterThanOrEqual(2_000);
    expect(shown(found?.newest ?? [])).toEqual(['09-02T01:57', '09-02T01:58']);
    expect(shown([found?.until ?? now])).toEqual(['09-02T01:58']);
  });
});

const ALL = cron('0 * * * *', { missed: { all: 3 } });
const ONE = cron('0 * * * *');

function missedOf(schedule: JobSchedule, before: MissedTimes | null = null, now = at(DAY[1])): MissedTimes {
  const from = before === null ? at(DAY[0]) : new Date(before.until.getTime() + 3_600_000);
  const found = findMissed({ schedule, jobId: 'job', from, now });
  if (found === null) throw new Error('nothing was missed');
  return addMissed(before, found, { schedule, jobId: 'job', now });
}

const start = { workflowId: 'w', time: null, now: at(DAY[1]) };

describe('what was missed', () => {
  it('is joined with what still waits, the newest kept', () => {
    const second = missedOf(ALL, missedOf(ALL), at('2026-03-02T07:30:00Z'));
    expect(second).toMatchObject({ count: 6, left: 3, from: at(DAY[0]) });
    expect(shown(second.waiting)).toEqual(['03-02T05:00', '03-02T06:00', '03-02T07:00']);
  });

  it('is joined with what came right before it, where nothing ran in between', () => {
    const none = cron('0 * * * *', { missed: 'skip' });
    expect(missedOf(none, missedOf(none), at('2026-03-02T07:30:00Z'))).toMatchObject({ count: 6, left: 0 });
  });

  it('is begun anew when all before it is made up', () => {
    const done = { ...missedOf(ONE), waiting: [], left: 0, madeUp: 1 };
    expect(missedOf(ONE, done, at('2026-03-02T07:30:00Z'))).toMatchObject({ count: 2, madeUp: 0, left: 1 });
  });

  it('is made up oldest first', () => {
    const missed = missedOf(ALL);
    const [first = at(DAY[0]), second = first] = missed.waiting;
    expect([turnOf(missed, first), turnOf(missed, second), turnOf(missed, at(DAY[0]))]).toEqual([
      'now',
      'later',
      'none',
    ]);
    const after = afterStart(missed, { ...start, schedule: ALL, time: first });
    expect(after).toMatchObject({ left: 2, madeUp: 1, workflowId: 'w' });
    expect(after?.waiting[0]).toEqual(second);
  });

  it('is made up by any run where one is wanted for all, and by its own where all are', () => {
    expect(afterStart(missedOf(ONE), { ...start, schedule: ONE })).toMatchObject({ left: 0, madeUp: 1 });
    expect(afterStart(missedOf(ALL), { ...start, schedule: ALL })).toMatchObject({ left: 3, madeUp: 0 });
  });

  it('is told for a week after it is done', () => {
    const done = { ...missedOf(ONE), waiting: [], left: 0 };
    const later = (days: number): Date => new Date(done.foundAt.getTime() + days * 86_400_000 + 1);
    expect(afterStart(done, { ...start, schedule: ONE, now: later(6) })).toBe(done);
    expect(afterStart(done, { ...start, schedule: ONE, now: later(7) })).toBeNull();
  });

  it.each([
    ['the same schedule', ALL, 3],
    ['fewer wanted', ONE, 1],
    ['none wanted', cron('0 * * * *', { missed: 'skip' }), 0],
    ['other times', cron('0 4 * * *', { missed: { all: 3 } }), 1],
    ['no schedule', undefined, 0],
  ] as const)('is kept as far as it is still wanted: %s', (_title, schedule, left) => {
    expect(stillWanted(missedOf(ALL), { schedule, jobId: 'job' }).left).toBe(left);
  });

  it.each([
    [3, 1, 0, '3 times of the schedule were missed while Webloom was away or late: one was made up.'],
    [1, 0, 0, '1 time of the schedule was missed while Webloom was away or late: none is made up.'],
    [
      3,
      0,
      1,
      '3 times of the schedule were missed while Webloom was away or late: one is still to be made up.',
    ],
    [
      9,
      2,
      4,
      '9 times of the schedule were missed while Webloom was away or late: 2 were made up, 4 are still to be made up.',
    ],
  ])('%i missed, %i made up, %i left, in words', (count, madeUp, left, words) => {
    expect(missedWords({ ...missedOf(ONE), count, madeUp, left })).toBe(words);
  });
});
