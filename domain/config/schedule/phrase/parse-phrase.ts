// Schedules as people type them: "every 15 minutes", "weekdays at 18:00 in Tokyo", "mondays and thursdays at 8:30", "15m",
// or the five fields of a cron text. The one reader of such words: API, CLI and dashboard ask it.
import { distance } from 'fastest-levenshtein';
import { WebloomError } from '../../../system/errors.ts';
import type { JobSchedule } from '../../schema.ts';
import { isRestricted } from '../opening.ts';
import { parseCalendar } from './calendar-phrase.ts';
import { splitRestriction } from './restriction-phrase.ts';
import { splitZone } from './zone-words.ts';
import { DAY_MS, HOUR_MS } from '../../../system/duration.ts';

export const PHRASES = [
  'every 15 minutes',
  'every hour',
  'every 6 hours',
  'daily at 9:00',
  'weekdays at 18:00',
  'weekdays at 8:00 in Tokyo',
  'mondays at 8:30',
  'on the 1st at 9:00',
  'every hour within mon-fri 8-18',
] as const;

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: HOUR_MS,
  d: DAY_MS,
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

/**
 * `timezone`: that of times whose text names none. Null when nobody could say what it means; whether a cron text is
 * valid is checked elsewhere. Throws `validation` for a window or a zone that is none, and for a zone without effect.
 */
export function parsePhrase(text: string, timezone: string): JobSchedule | null {
  const { rest, zone } = splitZone(text.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, ''));
  const phrase = rest.toLowerCase();
  if (phrase === '') return null;
  const { times, restriction } = splitRestriction(phrase);
  const schedule = parseTimes(times, zone ?? timezone);
  if (schedule === null) return null;
  const restricted: JobSchedule = { ...schedule, ...restriction };
  if (isRestricted(restricted)) return { ...restricted, timezone: zone ?? timezone };
  if (zone !== null && schedule.kind === 'interval') throw idleZone(text);
  return schedule;
}

/** As `parsePhrase`, but words that mean nothing are refused, with what is near to them. */
export function readSchedule(text: string, timezone: string): JobSchedule {
  const schedule = parsePhrase(text, timezone);
  if (schedule !== null) return schedule;
  throw new WebloomError(
    'validation',
    text.trim() === ''
      ? 'Say when: for example "every 15 minutes" or "weekdays at 18:00".'
      : `"${text.trim()}" is no schedule. Write for example ${nearPhrases(text)
          .map((phrase) => `"${phrase}"`)
          .join(', ')}, or five fields of cron.`,
    { facts: { text } },
  );
}

function idleZone(text: string): WebloomError {
  return new WebloomError(
    'validation',
    `"${text.trim()}" names a time zone, and an interval goes on without looking at the clock. Leave the zone out, or name a time of the day, as in "daily at 9:00 in Tokyo".`,
  );
}

const MAX_NEAR = 3;
/** A slip or an ending: `minutes`, `minutely`, `wekday`. */
const SLIPS = 2;
const OF_CLOCK = /\d[:.h]\d|\b(?:at|am|pm|noon|midnight|morning|evening|night)\b/;

/** Phrases that share words with a text that means nothing, those that share most first. */
export function nearPhrases(text: string): readonly string[] {
  const words = wordsOf(text);
  const shared = (phrase: string): number =>
    wordsOf(phrase).filter((word) => words.some((one) => distance(one, word) <= SLIPS)).length;
  return PHRASES.map((phrase) => ({ phrase, shared: shared(phrase) }))
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, MAX_NEAR)
    .map(({ phrase }) => phrase);
}

/** Those that tell phrases apart. A time of the day is a word, too. */
function wordsOf(text: string): readonly string[] {
  const folded = text.toLowerCase();
  const words = folded.match(/\p{L}{4,}/gu) ?? [];
  return [...words.filter((word) => word !== 'every'), ...(OF_CLOCK.test(folded) ? ['o’clock'] : [])];
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
