// Schedules as people type them: "every 15 minutes", "weekdays at 18:00", "mondays and thursdays at 8:30", "15m", or the
// five fields of a cron text.
import type { JobSchedule } from '../job/schema.ts';
import { isRestricted } from './opening.ts';
import { splitRestriction } from './restriction-phrase.ts';

export const PHRASES = [
  'every 15 minutes',
  'every hour',
  'every 6 hours',
  'daily at 9:00',
  'weekdays at 18:00',
  'mondays at 8:30',
  'on the 1st at 9:00',
  'every hour within mon-fri 8-18',
] as const;

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const UNIT = String.raw`(s|sec|secs|seconds?|m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)`;
const EVERY = new RegExp(String.raw`^(?:every\s+)?(\d{1,6})?\s*${UNIT}$`);
const NUMBERS: Readonly<Record<string, string>> = { two: '2', three: '3', four: '4', six: '6', twelve: '12' };
const ADVERBS: Readonly<Record<string, string>> = {
  hourly: 'every hour',
  daily: 'every day',
  weekly: 'every week',
  minutely: 'every minute',
};
const AT = /\s*\b(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\s*(?:o'?clock)?$/;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_WORD = /^(sun|mon|tue|wed|thu|fri|sat)(?:s|day|sday|nesday|rsday|urday)?s?$/;
const MIDNIGHT = { hour: 0, minute: 0 };

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/**
 * Null when nobody could say what it means; whether a cron text is valid is checked elsewhere. Throws `validation`
 * for a window that is none.
 */
export function parsePhrase(text: string, timezone: string): JobSchedule | null {
  const folded = text.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  if (folded === '') return null;
  const { times, restriction } = splitRestriction(folded);
  const schedule = parseTimes(times, timezone);
  if (schedule === null) return null;
  const restricted: JobSchedule = { ...schedule, ...restriction };
  return isRestricted(restricted) ? { ...restricted, timezone } : schedule;
}

function parseTimes(folded: string, timezone: string): JobSchedule | null {
  if (/^@\w+$/.test(folded) || (folded.split(' ').length === 5 && /[\d*]/.test(folded.charAt(0))))
    return { kind: 'cron', cron: folded, timezone };
  const everyMs = parseInterval(ADVERBS[folded] ?? folded);
  if (everyMs !== null) return { kind: 'interval', everyMs };
  const cron = parseCalendar(folded);
  return cron === null ? null : { kind: 'cron', cron, timezone };
}

function parseInterval(folded: string): number | null {
  const plain = folded.replace(
    /^every (two|three|four|six|twelve) /,
    (_, word: string) => `every ${NUMBERS[word]} `,
  );
  const [, count, unit] = EVERY.exec(plain) ?? [];
  if (unit === undefined || (count === undefined && !plain.startsWith('every '))) return null;
  const everyMs = Number(count ?? 1) * (UNIT_MS[unit.charAt(0)] ?? 0);
  return everyMs > 0 ? everyMs : null;
}

function parseCalendar(folded: string): string | null {
  const at = AT.exec(folded);
  const time = at === null ? MIDNIGHT : timeOf(at);
  if (time === null) return null;
  const rest = (at === null ? folded : folded.slice(0, at.index)).replace(/^(?:every|on|each)\s+/, '').trim();
  const [monthDay, weekDays] = [dayOfMonth(folded), daysOf(rest)];
  if (monthDay !== null) {
    const own = timeOf(AT.exec(folded.replace(/^.*\bat\b/, 'at')) ?? []) ?? MIDNIGHT;
    return `${own.minute} ${own.hour} ${monthDay} * *`;
  }
  return weekDays === null ? null : `${time.minute} ${time.hour} * * ${weekDays}`;
}

function timeOf([, hour, minute = '0', half]: readonly (string | undefined)[]): TimeOfDay | null {
  if (hour === undefined) return null;
  const base = Number(hour);
  const shown = half === undefined ? base : (base % 12) + (half === 'pm' ? 12 : 0);
  const isTime = shown <= 23 && Number(minute) <= 59 && (half === undefined || (base >= 1 && base <= 12));
  return isTime ? { hour: shown, minute: Number(minute) } : null;
}

/** `on the 1st`, `on the 15th of the month`, `monthly`. */
function dayOfMonth(folded: string): number | null {
  if (/^(?:monthly|every month)\b/.test(folded)) return 1;
  const [, day] = /^(?:every|on) the (\d{1,2})(?:st|nd|rd|th)\b/.exec(folded) ?? [];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 ? Number(day) : null;
}

function daysOf(rest: string): string | null {
  if (/^(?:days?|daily|)$/.test(rest)) return '*';
  if (/^(?:weekdays?|workdays?|working days?)$/.test(rest)) return '1-5';
  if (/^weekends?$/.test(rest)) return '0,6';
  const words = rest.split(/\s*(?:,|and|&)\s*/).map((word) => DAY_WORD.exec(word)?.[1]);
  const numbers = words.map((word) => (word === undefined ? -1 : DAYS.indexOf(word)));
  return numbers.length === 0 || numbers.includes(-1)
    ? null
    : [...new Set(numbers)].sort((a, b) => a - b).join(',');
}
