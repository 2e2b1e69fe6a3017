// Times of the calendar in words and as five cron fields: "weekdays at 18:00" is `0 18 * * 1-5`, both ways.
import { WEEKDAYS } from '../weekday.ts';

const CLOCK = String.raw`\d{1,2}(?:[:.h]\d{2})?\s*(?:am|pm)?(?:\s*o'?clock)?`;
const CLOCKS = String.raw`${CLOCK}(?:(?:,| and|, and) ${CLOCK})*`;
/** Behind the days, before them, and where the words say "at" anywhere. */
const PLACES_OF_CLOCK = [
  new RegExp(String.raw`\bat (?<clocks>${CLOCKS})(?=\s|$)`),
  new RegExp(String.raw`(?:^|\s)(?<clocks>${CLOCKS})$`),
  new RegExp(String.raw`^(?<clocks>${CLOCKS})(?=\s)`),
];
const ONE_CLOCK = /(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?/;
const DAY_NAMES = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];
const DAY_WORD = /^(sun|mon|tue|wed|thu|fri|sat)(?:s|day|sday|nesday|rsday|urday)?s?$/;
const MIDNIGHT: readonly TimeOfDay[] = [{ hour: 0, minute: 0 }];

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** Null: the words name no days and times, or times that one cron text can not say. */
export function parseCalendar(folded: string): string | null {
  const text = folded.replace(/\bnoon$/, '12:00').replace(/\bmidnight$/, '0:00');
  const found = PLACES_OF_CLOCK.map((place) => place.exec(text)).find((one) => one !== null) ?? null;
  const times = found === null ? MIDNIGHT : timesOf(found.groups?.['clocks'] ?? '');
  const [first] = times ?? [];
  if (times === null || first === undefined || times.some(({ minute }) => minute !== first.minute))
    return null;
  const days = found === null ? text : text.replace(found[0], ' ').replaceAll(/\s+/g, ' ').trim();
  const fields = dayFields(days.replace(/\s+(?:at|on)$/, ''));
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((a, b) => a - b).join(',');
  return fields === null ? null : `${first.minute} ${hours} ${fields}`;
}

function timesOf(clocks: string): TimeOfDay[] | null {
  const times = clocks.split(/,? and |, ?/).map((clock) => timeOf(ONE_CLOCK.exec(clock) ?? []));
  return times.every((time) => time !== null) ? times : null;
}

function timeOf([, hour, minute = '0', half]: readonly (string | undefined)[]): TimeOfDay | null {
  if (hour === undefined) return null;
  const base = Number(hour);
  const shown = half === undefined ? base : (base % 12) + (half === 'pm' ? 12 : 0);
  const isTime = shown <= 23 && Number(minute) <= 59 && (half === undefined || (base >= 1 && base <= 12));
  return isTime ? { hour: shown, minute: Number(minute) } : null;
}

/** The last three fields of a cron text. */
function dayFields(words: string): string | null {
  const monthDays = daysOfMonth(words);
  if (monthDays !== null) return `${monthDays} * *`;
  const weekDays = daysOfWeek(words.replace(/^(?:every|on|each)\s+/, ''));
  return weekDays === null ? null : `* * ${weekDays}`;
}

/** `on the 1st`, `on the 1st and 15th of the month`, `monthly`. */
function daysOfMonth(words: string): string | null {
  if (/^(?:monthly|every month)$/.test(words)) return '1';
  const [, list] = /^(?:every|on) the (.+?)(?: of (?:the|every|each) month)?$/.exec(words) ?? [];
  const days = list?.split(/,? and |, ?/).map((day) => Number(/^(\d{1,2})(?:st|nd|rd|th)$/.exec(day)?.[1]));
  if (days === undefined || !days.every((day) => day >= 1 && day <= 31)) return null;
  return [...new Set(days)].sort((a, b) => a - b).join(',');
}

function daysOfWeek(words: string): string | null {
  if (/^(?:days?|daily|)$/.test(words)) return '*';
  if (/^(?:weekdays?|workdays?|working days?)$/.test(words)) return '1-5';
  if (/^weekends?$/.test(words)) return '0,6';
  const names = words.split(/\s*(?:,|and|&)\s*/).map((word) => DAY_WORD.exec(word)?.[1]);
  const numbers = names.map((name) => WEEKDAYS.findIndex((day) => day === name));
  return numbers.length === 0 || numbers.includes(-1)
    ? null
    : [...new Set(numbers)].sort((a, b) => a - b).join(',');
}

/** The words of a cron text that `parseCalendar` reads as the same text; null: no words say it so. */
export function calendarWords(cron: string): string | null {
  const [minute = '', hours = '', monthDays = '', month = '', weekDays = ''] = cron.split(' ');
  if (month !== '*' || !/^\d{1,2}$/.test(minute) || !/^\d{1,2}(?:,\d{1,2})*$/.test(hours)) return null;
  const days =
    monthDays === '*' ? weekDayWords(weekDays) : weekDays === '*' ? monthDayWords(monthDays) : null;
  if (days === null) return null;
  const clocks = hours
    .split(',')
    .map((hour) => [hour, minute].map((part) => part.padStart(2, '0')).join(':'));
  const words = `${days} at ${listed(clocks)}`;
  return parseCalendar(words.toLowerCase()) === cron ? words : null;
}

function weekDayWords(field: string): string | null {
  if (field === '*') return 'daily';
  if (field === '1-5') return 'weekdays';
  if (field === '0,6') return 'weekends';
  const names = field.split(',').map((day) => (/^[0-6]$/.test(day) ? DAY_NAMES[Number(day)] : undefined));
  return names.every((name) => name !== undefined) ? listed(names) : null;
}

function monthDayWords(field: string): string | null {
  const days = field.split(',');
  return days.every((day) => /^\d{1,2}$/.test(day))
    ? `on the ${listed(days.map((day) => `${day}${ordinal(Number(day))}`))}`
    : null;
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
