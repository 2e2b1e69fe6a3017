// A window as people type it: `mon-fri 08:00-18:00`, `sat,sun`, `22:00-06:00`, and what it is in words.
import { WebloomError } from '../../system/errors.ts';
import type { JobSchedule, ScheduleWindow } from './schema.ts';
import { WEEKDAYS, type Weekday } from './weekday.ts';

export const WINDOW_EXAMPLES = 'mon-fri 08:00-18:00, sat,sun, 22:00-06:00';

const HOURS = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/;

/** Null: nothing is typed. Throws `validation` for what is no window. */
export function parseWindow(text: string): ScheduleWindow | null {
  const parts = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  const hours = parts.map(parseHours);
  const days = parts.map(parseDays);
  if (parts.length > 2 || parts.some((_, at) => hours[at] === null && days[at] === null))
    throw unknownWindow(text);
  const [first, second] = [hours.find((one) => one !== null), days.find((one) => one !== null)];
  if (parts.length === 2 && (first === undefined || second === undefined)) throw unknownWindow(text);
  return { ...(second === undefined ? {} : { days: [...(second ?? [])] }), ...first };
}

function parseHours(part: string): { from: string; to: string } | null {
  const [, from, fromMinute = '00', to, toMinute = '00'] = HOURS.exec(part) ?? [];
  if (from === undefined || to === undefined) return null;
  return {
    from: [from.padStart(2, '0'), fromMinute].join(':'),
    to: [to.padStart(2, '0'), toMinute].join(':'),
  };
}

function parseDays(part: string): Weekday[] | null {
  const days: Weekday[] = [];
  for (const item of part.split(',')) {
    const [first = '', last = first] = item.split('-');
    const [from, to] = [dayOf(first), dayOf(last)];
    if (from === -1 || to === -1) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(WEEKDAYS[day] ?? 'sun');
      if (day === to) break;
    }
  }
  return [...new Set(days)];
}

function dayOf(text: string): number {
  return WEEKDAYS.findIndex((day) => day === text.slice(0, 3) && /^[a-z]{3,9}$/.test(text));
}

function unknownWindow(text: string): WebloomError {
  return new WebloomError(
    'validation',
    `"${text.trim()}" is no window. Write days, hours or both: ${WINDOW_EXAMPLES}.`,
  );
}

/** As `parseWindow` reads it. */
export function windowText({ days, from, to }: ScheduleWindow): string {
  const hours = from === undefined && to === undefined ? [] : [`${from ?? '00:00'}-${to ?? '24:00'}`];
  return [...(days === undefined ? [] : [daysText(days)]), ...hours].join(' ');
}

/** Monday first; days that follow each other as a range. */
function daysText(days: readonly Weekday[]): string {
  const week = [...WEEKDAYS.slice(1), WEEKDAYS[0]].filter((day) => days.includes(day));
  const ranges: Weekday[][] = [];
  for (const day of week) {
    const last = ranges.at(-1);
    if (last !== undefined && WEEKDAYS.indexOf(day) % 7 === (WEEKDAYS.indexOf(last.at(-1) ?? day) + 1) % 7)
      last.push(day);
    else ranges.push([day]);
  }
  return ranges
    .flatMap((range) => (range.length > 2 ? [[range[0], range.at(-1)].join('-')] : range))
    .join(',');
}

/** ` within mon-fri 08:00-18:00 except 3 dates`; empty where nothing restricts it. */
export function restrictionWords({ window, except = [] }: JobSchedule): string {
  const within = window === undefined ? '' : ` within ${windowText(window)}`;
  const [only] = except;
  if (only === undefined) return within;
  return `${within} except ${except.length === 1 ? only : `${except.length} dates`}`;
}
