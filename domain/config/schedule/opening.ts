// When a schedule may run at all: within its window, not on its exceptions, both by the clock of its zone.
import type { JobSchedule, ScheduleWindow } from './schema.ts';
import { WEEKDAYS } from './weekday.ts';
import { isNearClockChange, wallClock, type WallClock } from './zone-clock.ts';
import { MINUTE_MS } from '../../system/duration.ts';

const DAY_MINUTES = 24 * 60;
/** How far one looks ahead near a change of clocks, where minutes of the day are not minutes of time. */
const CAREFUL_MINUTES = 15;

export function zoneOf({ timezone = 'UTC' }: JobSchedule): string {
  return timezone;
}

export function isRestricted({ window, except = [] }: JobSchedule): boolean {
  return window !== undefined || except.length > 0;
}

/** The schedule without its window and exceptions. */
export function unrestricted({ window: _window, except: _except, ...schedule }: JobSchedule): JobSchedule {
  return schedule;
}

export function isOpen(schedule: JobSchedule, at: number): boolean {
  const { window, except = [] } = schedule;
  const clock = wallClock(zoneOf(schedule), at);
  return (
    !except.some((dates) => holds(dates, clock.date)) && (window === undefined || isWithin(window, clock))
  );
}

/** First and last date of an exception. */
export function datesOf(dates: string): { readonly first: string; readonly last: string } {
  const [first = dates, last = first] = dates.split('..');
  return { first, last };
}

function holds(dates: string, date: string): boolean {
  const { first, last } = datesOf(dates);
  return date >= first && date <= last;
}

export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Minutes of the day. */
export function hoursOf({ from = '00:00', to = '24:00' }: ScheduleWindow): Hours {
  return { from: minuteOf(from), to: minuteOf(to) };
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function isWithin(window: ScheduleWindow, { minute, weekday }: WallClock): boolean {
  const { from, to } = hoursOf(window);
  const isOn = (day: number): boolean => window.days?.includes(WEEKDAYS[day % 7] ?? 'sun') ?? true;
  if (from < to) return minute >= from && minute < to && isOn(weekday);
  return (minute >= from && isOn(weekday)) || (minute < to && isOn(weekday + 6));
}

/** A later moment before which the schedule stays closed, seen from a moment at which it is. */
export function closedUntil(schedule: JobSchedule, at: number): number {
  const zone = zoneOf(schedule);
  const { minute } = wallClock(zone, at);
  const { from, to } = hoursOf(schedule.window ?? {});
  const next = Math.min(...[from, to, DAY_MINUTES].filter((boundary) => boundary > minute));
  const begin = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const ahead = next - minute;
  const isPlain = !isNearClockChange(zone, begin) && !isNearClockChange(zone, begin + ahead * MINUTE_MS);
  return begin + (isPlain ? ahead : Math.min(ahead, CAREFUL_MINUTES)) * MINUTE_MS;
}

/** Share of the week in which it may run, 0 to 1; exceptions are left out of it. */
export function openShare({ window }: JobSchedule): number {
  if (window === undefined) return 1;
  const { from, to } = hoursOf(window);
  const minutes = from < to ? to - from : DAY_MINUTES - from + to;
  return (minutes / DAY_MINUTES) * (new Set(window.days ?? WEEKDAYS).size / 7);
}
