// Dates of articles: ISO in markup, and the ways pages print them. Gives ISO dates, never guesses a missing year.
import { MONTH_BY_NUMBER } from '../words/time/calendar-words.ts';
import { monthNumber } from '../words/time/month-name.ts';

const ISO =
  /(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;
const SLASHED_YEAR_FIRST = /\b(\d{4})(?:[/.]\s?)(\d{1,2})(?:[/.]\s?)(\d{1,2})\b/;
const WORD = String.raw`([\p{L}\p{M}]{3,15}|${MONTH_BY_NUMBER} \d{1,2})`;
const DAY_MONTH_YEAR = new RegExp(
  String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de |of |d['’])?[\s.-]?${WORD}\.?,?\s*(?:de |of |del )?[\s,-]*(\d{4})(?!\d)`,
  'gu',
);
const MONTH_DAY_YEAR = new RegExp(
  String.raw`${WORD}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:at\s+)?(\d{4})(?!\d)`,
  'gu',
);
const YEAR_MONTH_DAY = new RegExp(
  String.raw`(?<!\d)(\d{4})[.,]?\s+(?:m\.\s*)?${WORD}\s+(\d{1,2})(?!\d)`,
  'gu',
);
/** "Mar 3 09:30:12 CET 2024", as Unix prints dates: the time stands between day and year. */
const UNIX_DATE =
  /([A-Z][a-z]{2})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z+\d:-]{2,8})?\s+(\d{4})\b/g;
const NUMERIC = /\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b/;
const SHORT_YEAR = /(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{2})(?![\d./-])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{6}|T\d{4,6}(?:Z|[+-]\d{4})?)?$/;
const CJK = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/;

function iso(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2100 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function groups(pattern: RegExp, text: string): string[] | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : match.slice(1).map((part) => part ?? '');
}

/** The Thai calendar is 543 years ahead: its 2567 is 2024. */
const BUDDHIST_YEARS = 543;

interface DateParts {
  readonly day: string;
  readonly word: string;
  readonly year: string;
}

function named({ day, word, year }: DateParts, lang: string): string | undefined {
  const month = word.startsWith(`${MONTH_BY_NUMBER} `)
    ? Number(word.slice(MONTH_BY_NUMBER.length))
    : monthNumber(word, lang);
  if (month === undefined) return undefined;
  const years = Number(year);
  return iso(years > 2_400 ? years - BUDDHIST_YEARS : years, month, Number(day));
}

/** Where day, month and year stand among a pattern's groups. */
type Order = readonly [day: number, month: number, year: number];

const WRITTEN: readonly (readonly [RegExp, Order])[] = [
  [MONTH_DAY_YEAR, [2, 1, 3]],
  [DAY_MONTH_YEAR, [1, 2, 3]],
  [YEAR_MONTH_DAY, [3, 2, 1]],
  [UNIX_DATE, [2, 1, 3]],
];

/** The first match whose word is a month's name. */
function written(text: string, lang: string): string | undefined {
  for (const [pattern, order] of WRITTEN) {
    const date = writtenAs(pattern, order, { text, lang });
    if (date !== undefined) return date;
  }
  return undefined;
}

interface WrittenText {
  readonly text: string;
  readonly lang: string;
}

function writtenAs(
  pattern: RegExp,
  [day, month, year]: Order,
  { text, lang }: WrittenText,
): string | undefined {
  // `matchAll` would copy the pattern at each call.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const parts = { day: match[day] ?? '', word: match[month] ?? '', year: match[year] ?? '' };
    const date = named(parts, lang);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** Codes of the digit zero in Arabic, Persian, Devanagari, Bengali and Thai, whose digits pages also use. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

const OTHER_DIGITS = String.raw`\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59`;
const OTHER_DIGIT = new RegExp(`[${OTHER_DIGITS}]`, 'g');
/** Four digits in a row: every form of a date has them, in its year or in a longer number. */
const YEAR = new RegExp(String.raw`[\d${OTHER_DIGITS}]{4}`);

/** A quick test before `parseDate`: every short line of a page is tested. */
export function mayContainDate(text: string): boolean {
  return YEAR.test(text);
}

function plainDigits(text: string): string {
  return text.replace(OTHER_DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
  });
}

/** "03/04/2024": day before month, unless a number above 12 or an American page with slashes says otherwise. */
function numeric(parts: readonly string[], monthFirst: boolean): string | undefined {
  const first = Number(parts[0]);
  const second = Number(parts[2]);
  const year = Number(parts[3]);
  if (second > 12) return iso(year, first, second);
  if (first > 12) return iso(year, second, first);
  return monthFirst && parts[1] === '/' ? iso(year, first, second) : iso(year, second, first);
}

/** Whether pages of the language write 03/04/2024 for the fourth of March. */
function isMonthFirst(lang: string): boolean {
  return /^(?:en(?:[-_]us.*)?)?$/i.test(lang);
}

/** "04.03.22" and "3/4/22": only what is surely a date may be read so. */
export function parseShortDate(text: string, lang = ''): string | undefined {
  const parts = groups(SHORT_YEAR, plainDigits(text));
  if (parts === undefined) return undefined;
  const [first = '', mark = '', second = '', year = ''] = parts;
  return numeric([first, mark, second, `${Number(year) < 70 ? 20 : 19}${year}`], isMonthFirst(lang));
}

/**
 * ISO date, or undefined. The time is kept only from ISO text and from Unix time. The language of the page decides the
 * order of numbers, and between months of one name.
 */
export function parseDate(text: string, lang = ''): string | undefined {
  if (!mayContainDate(text)) return undefined;
  const source = plainDigits(text.length > 200 ? text.slice(0, 200) : text);
  const stamp = groups(ISO, source);
  if (stamp !== undefined) return isoStamp(stamp);
  const compact = groups(COMPACT, source.trim());
  if (compact !== undefined) return iso(Number(compact[0]), Number(compact[1]), Number(compact[2]));
  const cjk = groups(CJK, source) ?? groups(SLASHED_YEAR_FIRST, source);
  if (cjk !== undefined) return iso(Number(cjk[0]), Number(cjk[1]), Number(cjk[2]));
  const spelled = written(source, lang);
  if (spelled !== undefined) return spelled;
  const numbers = groups(NUMERIC, source);
  if (numbers !== undefined) return numeric(numbers, isMonthFirst(lang));
  return epoch(source.trim());
}

function isoStamp(parts: readonly string[]): string | undefined {
  const day = iso(Number(parts[0]), Number(parts[1]), Number(parts[2]));
  if (day === undefined || parts[3] === '' || parts[3] === undefined) return day;
  const [hour, minute, second = ''] = [parts[3], parts[4] ?? '00', parts[5]];
  if (Number(hour) > 23) return day;
  const zone = (parts[6] ?? '').toUpperCase();
  return `${day}T${hour.padStart(2, '0')}:${minute}:${second === '' ? '00' : second}${zone}`;
}

/** Unix time in seconds or milliseconds, as some meta tags give it. */
function epoch(text: string): string | undefined {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return undefined;
  return new Date(text.length === 10 ? Number(text) * 1000 : Number(text)).toISOString();
}
