// A job's schedule as Temporal's own: calendar texts or an interval, without the days and hours in which it may not run.
// Temporal can not leave out a window over midnight; those times are refused when they fire.
import { type CalendarSpec, DAYS_OF_WEEK, MONTHS, type ScheduleSpec } from '@temporalio/client';
import type { JobSchedule } from '../../domain/config/schema.ts';
import { datesOf, hoursOf, zoneOf } from '../../domain/config/schedule/opening.ts';
import { intervalOffsetMs } from '../../domain/config/schedule/schedule.ts';
import { WEEKDAYS } from '../../domain/config/schedule/weekday.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

/** Every second of the days that match. */
const WHOLE = { hour: '*', minute: '*', second: '*' } as const;
/** Exceptions that are given to Temporal; further ones are refused when they fire. */
const MAX_SKIPPED_DAYS = 400;

export function toSpec(jobId: string, schedule: JobSchedule): ScheduleSpec {
  const skip = toSkip(schedule);
  const left = skip.length === 0 ? {} : { skip, timezone: zoneOf(schedule) };
  if (schedule.kind === 'interval') {
    const offset = intervalOffsetMs(jobId, schedule.everyMs);
    return { intervals: [{ every: schedule.everyMs, offset }], ...left };
  }
  return { cronExpressions: [schedule.cron], timezone: schedule.timezone, ...left };
}

function toSkip({ window, except = [] }: JobSchedule): CalendarSpec[] {
  return [
    ...except.flatMap(toDays).slice(0, MAX_SKIPPED_DAYS),
    ...(window === undefined ? [] : toClosed(window)),
  ];
}

/** The days of an exception, those of a month together. */
function toDays(dates: string): CalendarSpec[] {
  const { first, last } = datesOf(dates);
  const months = new Map<string, { start: number; end: number }>();
  const until = Math.min(Date.parse(last), Date.parse(first) + MAX_SKIPPED_DAYS * DAY_MS);
  for (let at = Date.parse(first); at <= until; at += DAY_MS) {
    const date = new Date(at).toISOString();
    const day = Number(date.slice(8, 10));
    months.set(date.slice(0, 7), { start: months.get(date.slice(0, 7))?.start ?? day, end: day });
  }
  return [...months].map(([month, dayOfMonth]) => ({
    ...WHOLE,
    year: Number(month.slice(0, 4)),
    month: MONTHS[Number(month.slice(5)) - 1] ?? 'JANUARY',
    dayOfMonth,
  }));
}

function toClosed(window: NonNullable<JobSchedule['window']>): CalendarSpec[] {
  const { from, to } = hoursOf(window);
  if (from >= to) return [];
  const closedDays = WEEKDAYS.flatMap((day, at) =>
    window.days?.includes(day) === false ? [DAYS_OF_WEEK[at] ?? 'SUNDAY'] : [],
  );
  return [
    ...(closedDays.length === 0 ? [] : [{ ...WHOLE, dayOfWeek: closedDays }]),
    ...between(0, from),
    ...between(to, 24 * 60),
  ];
}

/** The minutes of a day from one on, until another. */
function between(from: number, until: number): CalendarSpec[] {
  const [fromHour, untilHour] = [Math.ceil(from / 60), Math.floor(until / 60)];
  const minutes = (hour: number, start: number, end: number): CalendarSpec[] =>
    start > end ? [] : [{ hour, minute: { start, end }, second: '*' }];
  return [
    ...(fromHour < untilHour ? [{ ...WHOLE, hour: { start: fromHour, end: untilHour - 1 } }] : []),
    ...(from % 60 === 0 ? [] : minutes(fromHour - 1, from % 60, 59)),
    ...(until % 60 === 0 ? [] : minutes(untilHour, 0, (until % 60) - 1)),
  ];
}
