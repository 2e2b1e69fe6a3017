import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOpening } from '../../../../domain/config/schedule/check-opening.ts';
import {
  describeSchedule,
  timesPerDay,
} from '../../../../domain/config/schedule/phrase/describe-schedule.ts';
import { isOpen, unrestricted } from '../../../../domain/config/schedule/opening.ts';
import { judgeFiring, nextTimes, scheduleText } from '../../../../domain/config/schedule/schedule.ts';
import type { JobSchedule, ScheduleWindow } from '../../../../domain/config/schedule/schema.ts';
import { parseWindow, windowText } from '../../../../domain/config/schedule/window-text.ts';
import { WEEKDAYS } from '../../../../domain/config/schedule/weekday.ts';

const OFFICE: ScheduleWindow = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' };

function hourly(more: Partial<JobSchedule> = {}): JobSchedule {
  return { kind: 'cron', cron: '0 * * * *', timezone: 'Europe/Berlin', ...more } as JobSchedule;
}

function times(schedule: JobSchedule, after: string, count: number): string[] {
  return nextTimes(schedule, 'job', new Date(after), count).map((at) => at.toISOString().slice(0, 16));
}

describe('whether a schedule is open', () => {
  it.each<[ScheduleWindow, string, boolean]>([
    [OFFICE, '2026-06-01T06:00:00Z', true], // Monday 08:00 in Berlin
    [OFFICE, '2026-06-01T05:59:59Z', false],
    [OFFICE, '2026-06-01T15:59:00Z', true],
    [OFFICE, '2026-06-01T16:00:00Z', false],
    [OFFICE, '2026-06-06T10:00:00Z', false], // Saturday
    [{ days: ['sat'] }, '2026-06-06T10:00:00Z', true],
    [{ from: '22:00', to: '06:00' }, '2026-06-01T21:00:00Z', true],
    [{ from: '22:00', to: '06:00' }, '2026-06-01T03:59:00Z', true],
    [{ from: '22:00', to: '06:00' }, '2026-06-01T04:00:00Z', false],
    [{ days: ['fri'], from: '22:00', to: '06:00' }, '2026-06-06T01:00:00Z', true], // Saturday 03:00, begun on Friday
    [{ days: ['fri'], from: '22:00', to: '06:00' }, '2026-06-05T01:00:00Z', false],
  ])('%j at %s: %s', (window, at, open) => {
    expect(isOpen(hourly({ window }), Date.parse(at))).toBe(open);
  });

  it.each([
    ['2026-12-25', '2026-12-24T23:00:00Z', false],
    ['2026-12-25', '2026-12-25T23:00:00Z', true],
    ['2026-12-24..2027-01-01', '2026-12-31T10:00:00Z', false],
    ['2026-12-24..2027-01-01', '2027-01-01T23:00:00Z', true],
  ])('except %s at %s: %s', (dates, at, open) => {
    expect(isOpen(hourly({ except: [dates] }), Date.parse(at))).toBe(open);
  });
});

describe('the times of a schedule with a window', () => {
  it('leave out the night, the weekend and the exceptions', () => {
    const schedule = hourly({ window: OFFICE, except: ['2026-06-08'] });
    expect(times(schedule, '2026-06-05T14:30:00Z', 3)).toEqual([
      '2026-06-05T15:00', // Friday 17:00
      '2026-06-09T06:00', // Tuesday 08:00: Monday is an exception
      '2026-06-09T07:00',
    ]);
  });

  it('are found behind a year of exceptions', () => {
    const schedule = hourly({ except: ['2026-01-01..2026-12-31'] });
    expect(times(schedule, '2026-01-01T12:00:00Z', 1)).toEqual(['2026-12-31T23:00']);
  });

  it('that never come are refused with what to do', () => {
    const schedule = hourly({ cron: '0 7 * * *', window: OFFICE } as Partial<JobSchedule>);
    expect(() => times(schedule, '2026-06-05T14:30:00Z', 1)).toThrow('leave no time at which it could run');
  });

  const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
  const window = fc
    .record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: clock, to: clock })
    .filter(({ from, to }) => from !== to);
  const base = fc.oneof(
    fc.constantFrom<JobSchedule>(
      { kind: 'cron', cron: '*/20 * * * *', timezone: 'Europe/Berlin' },
      { kind: 'cron', cron: '0 */3 * * *', timezone: 'Australia/Lord_Howe' },
      { kind: 'interval', everyMs: 1_500_000, timezone: 'America/New_York' },
    ),
  );
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });

  it('are those of the schedule without it that are open, near changes of clocks too', () => {
    fc.assert(
      fc.property(base, window, moment, (schedule, chosen, after) => {
        const restricted = { ...schedule, window: chosen, except: ['2026-03-28..2026-03-30'] };
        const all = nextTimes(unrestricted(restricted), 'job', after, 600);
        const open = all.filter((at) => isOpen(restricted, at.getTime())).slice(0, 10);
        fc.pre(open.length > 0);
        expect(nextTimes(restricted, 'job', after, open.length)).toEqual(open);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['2026-06-05T15:00:00Z', 'slot'],
    ['2026-06-05T17:00:00Z', 'closed'],
    ['2026-06-05T17:00:07Z', 'off-slot'],
  ])('a firing at %s is judged as %s', (at, verdict) => {
    expect(judgeFiring(hourly({ window: OFFICE }), 'job', new Date(at))).toBe(verdict);
  });
});

describe('a window in words', () => {
  it.each<[string, ScheduleWindow]>([
    ['mon-fri 08:00-18:00', OFFICE],
    ['sat,sun', { days: ['sat', 'sun'] }],
    ['22:00-06:00', { from: '22:00', to: '06:00' }],
    ['mon,wed-fri 09:30-24:00', { days: ['mon', 'wed', 'thu', 'fri'], from: '09:30', to: '24:00' }],
  ])('reads "%s" and writes it back', (text, window) => {
    expect(parseWindow(text)).toEqual(window);
    expect(windowText(window)).toBe(text);
  });

  it.each([
    ['8-18 mon-fri', 'mon-fri 08:00-18:00'],
    ['Monday-Friday 8-18', 'mon-fri 08:00-18:00'],
    ['fri-mon', 'mon,fri-sun'],
  ])('%s is read as %s', (typed, text) => {
    expect(windowText(parseWindow(typed) ?? {})).toBe(text);
  });

  it.each(['noon', 'mon-fri mon', '8 to 18', '8-18 9-17', 'mon-fri 8-18 sun'])('%s is refused', (typed) => {
    expect(() => parseWindow(typed)).toThrow('is no window. Write days, hours or both');
  });

  it('is told with the schedule, and makes another schedule of it', () => {
    const schedule = hourly({ window: OFFICE, except: ['2026-12-25', '2026-12-26', '2027-01-01'] });
    expect(describeSchedule(schedule)).toBe(
      'every hour within mon-fri 08:00-18:00 except 3 dates in Europe/Berlin',
    );
    expect(scheduleText(schedule)).not.toBe(scheduleText(hourly({ window: OFFICE })));
    expect(scheduleText(hourly())).toBe('0 * * * * (Europe/Berlin)');
    const interval = { kind: 'interval', everyMs: 600_000, window: { days: ['sat'] } } as const;
    expect(describeSchedule({ ...interval, window: { days: ['sat'] } })).toBe(
      'every 10 minutes within sat in UTC',
    );
    expect(timesPerDay({ ...interval, window: { days: ['sat'] } }, new Date())).toBeCloseTo(144 / 7);
  });
});

describe('a window and exceptions that can not be', () => {
  it.each<[Partial<JobSchedule>, string]>([
    [{ window: { from: '08:00', to: '08:00' } }, 'ends when it begins'],
    [{ except: ['2026-02-30'] }, 'There is no day 2026-02-30'],
    [{ except: ['2026-12-26..2026-12-24'] }, 'Write the earlier date first'],
  ])('are refused with a reason: %j', (part, says) => {
    expect(
      checkOpening(hourly(part))
        .map(({ detail }) => detail)
        .join(),
    ).toContain(says);
  });
});
