// When something is told: at once, at the end of a digest's hour or day, and never within quiet hours.
import type { AlertRuleInput } from './alert-rule.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
/** Of a daily digest. */
const MORNING = 8 * 60;

export type TellingTimes = Pick<AlertRuleInput, 'digest' | 'quietHours' | 'zone'>;

export function tellingTime(rule: TellingTimes, now: Date): Date {
  return afterQuiet(rule, digestTime(rule, now));
}

function digestTime({ digest, zone }: TellingTimes, now: Date): Date {
  if (digest === 'none') return now;
  const minute = localMinute(now, zone);
  if (digest === 'day') return nextAt(MORNING, now, zone);
  return nextAt((Math.floor(minute / 60) * 60 + 60) % DAY_MINUTES, now, zone);
}

function afterQuiet({ quietHours, zone }: TellingTimes, at: Date): Date {
  if (quietHours === undefined) return at;
  const from = minuteOf(quietHours.from);
  const to = minuteOf(quietHours.to);
  const minute = localMinute(at, zone);
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  return isQuiet ? nextAt(to, at, zone) : at;
}

/** The next time after `now` at which the clock shows this minute of the day in the zone. */
function nextAt(minute: number, now: Date, zone: string): Date {
  const whole = Math.floor(now.getTime() / MINUTE) * MINUTE;
  const wait = (minute - localMinute(now, zone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const at = new Date(whole + wait * MINUTE);
  // A change of the clock in between moves it by an hour.
  const off = ((minute - localMinute(at, zone) + DAY_MINUTES + 720) % DAY_MINUTES) - 720;
  return new Date(at.getTime() + off * MINUTE);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function localMinute(at: Date, zone: string): number {
  const known = FORMATS.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false });
  if (known === undefined && FORMATS.size < 500) FORMATS.set(zone, format);
  return minuteOf(format.format(at)) % DAY_MINUTES;
}
