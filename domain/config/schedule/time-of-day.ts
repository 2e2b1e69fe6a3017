// Times of day in a zone: which minute and weekday the clock shows there, and when it shows a minute next.
import { MINUTE_MS } from '../../system/duration.ts';
const DAY_MINUTES = 24 * 60;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `time`: as 22:00. */
export function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Whether the minute is between two others, of which the second may be of the day after. */
export function isBetween(minute: number, from: number, to: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next time after `now` at which the clock shows this minute of the day in the zone. */
export function nextAt(minute: number, now: Date, zone: string): Date {
  const whole = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const wait = (minute - localMinute(now, zone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const at = new Date(whole + wait * MINUTE_MS);
  // A change of the clock in between moves it by an hour.
  const off = ((minute - localMinute(at, zone) + DAY_MINUTES + 720) % DAY_MINUTES) - 720;
  return new Date(at.getTime() + off * MINUTE_MS);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 500;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    });
  if (known === undefined && FORMATS.size < MAX_FORMATS) FORMATS.set(zone, format);
  return format;
}

/** Of the day, from midnight on. */
export function localMinute(at: Date, zone: string): number {
  const shown = formatOf(zone).format(at);
  return minuteOf(shown.slice(-5)) % DAY_MINUTES;
}

export function localWeekday(at: Date, zone: string): Weekday {
  const shown = formatOf(zone).format(at).slice(0, 3).toLowerCase();
  return WEEKDAYS.find((day) => day === shown) ?? 'mon';
}

export function dayBefore(day: Weekday): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? 'sun';
}
