// A schedule in words, and how often it fires: what people read before they save it, and in lists.
import { toString as cronInWords } from 'cronstrue';
import { isWebloomError } from '../../../system/errors.ts';
import type { JobSchedule } from '../../schema.ts';
import { isRestricted, openShare, unrestricted, zoneOf } from '../opening.ts';
import { nextTimes } from '../schedule.ts';
import { restrictionWords, windowText } from '../window-text.ts';
import { calendarWords } from './calendar-phrase.ts';
import { DAY_MS, HOUR_MS } from '../../../system/duration.ts';

const UNITS: readonly (readonly [string, number])[] = [
  ['week', 604_800_000],
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', 60_000],
  ['second', 1_000],
];
/** Enough for more than a week of a text that fires every half hour. */
const COUNTED = 400;

/**
 * `every 15 minutes`; `weekdays at 18:00 in Europe/Berlin`. Where there are no such words, those of a library. Throws `validation` for an invalid cron text.
 */
export function describeSchedule(schedule: JobSchedule): string {
  const zone = hasClock(schedule) ? ` in ${zoneOf(schedule)}` : '';
  return `${timesInWords(unrestricted(schedule))}${restrictionWords(schedule)}${zone}`;
}

/** Whether the clock of a zone has a say in it. */
function hasClock(schedule: JobSchedule): boolean {
  return schedule.kind === 'cron' || isRestricted(schedule);
}

function timesInWords(schedule: JobSchedule): string {
  if (schedule.kind === 'interval') return intervalInWords(schedule.everyMs);
  // Read by the engine's rules first: the library would describe texts that the engine refuses.
  nextTimes(schedule, '', new Date(0), 1);
  const own = calendarWords(schedule.cron);
  if (own !== null) return own;
  const words = cronInWords(plainCron(schedule.cron), {
    use24HourTimeFormat: true,
    throwExceptionOnParseError: false,
  });
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** The schedule as it can be typed: `parsePhrase` reads it as the same schedule. What becomes of missed times is not in it. */
export function schedulePhrase(schedule: JobSchedule): string {
  const times =
    schedule.kind === 'interval'
      ? intervalInWords(schedule.everyMs)
      : (calendarWords(schedule.cron) ?? schedule.cron);
  const { window, except = [] } = schedule;
  const within = window === undefined ? '' : ` within ${windowText(window)}`;
  const dates = except.length === 0 ? '' : ` except ${except.join(', ')}`;
  return `${times}${within}${dates}${hasClock(schedule) ? ` in ${zoneOf(schedule)}` : ''}`;
}

/** The library's words for day of month and weekday say "and"; both have to match here, which they can not say better. */
function plainCron(cron: string): string {
  const folded = cron.trim().toLowerCase();
  return folded === '@midnight' ? '@daily' : folded === '@annually' ? '@yearly' : folded;
}

/** For lists: a cron text that is no longer valid stands as it is written. */
export function scheduleWords(schedule: JobSchedule): string {
  try {
    return describeSchedule(schedule);
  } catch (error) {
    if (!isWebloomError(error) || schedule.kind !== 'cron') throw error;
    return schedule.cron;
  }
}

function intervalInWords(everyMs: number): string {
  const [unit, unitMs] = UNITS.find(([, ms]) => everyMs % ms === 0) ?? ['second', 1_000];
  const count = everyMs / unitMs;
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}

/** Times a day, on average. */
export function timesPerDay(schedule: JobSchedule, now: Date): number {
  if (schedule.kind === 'interval') return (DAY_MS / schedule.everyMs) * openShare(schedule);
  const times = nextTimes(schedule, '', now, COUNTED);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || times.length < 2) return 0;
  return (times.length - 1) / ((last.getTime() - first.getTime()) / DAY_MS);
}

/** `288 looks a day`, `5 looks a week`, `about one look a month`: what a schedule costs the host. */
export function loadInWords(perDay: number, pages: number): string {
  const looks = perDay * pages;
  const [count, unit] =
    looks >= 1 ? [looks, 'day'] : looks * 7 >= 1 ? [looks * 7, 'week'] : [looks * 30, 'month'];
  const whole = Math.max(1, Math.round(count));
  const isAbout = Math.abs(whole - count) > 0.05;
  const number = whole === 1 ? 'one' : whole.toLocaleString('en');
  return `${isAbout ? 'about ' : ''}${number} ${whole === 1 ? 'look' : 'looks'} a ${unit}`;
}
