// Dates and times that move by themselves: how long ago, when updated, today, clocks, promised deliveries.
import {
  CLOCK_JOINTS,
  DATE_JOINTS,
  MONTHS,
  SHORT_WEEKDAYS,
  WEEKDAYS,
} from '../../reading/words/time/calendar-words.ts';
import { DELIVERED_ON, TO_LAST_DAY } from '../../reading/words/time/delivery-date.ts';
import {
  ABOUT,
  ABOUT_BEHIND_AGO,
  AGO_AFTER,
  AGO_AFTER_BOTH,
  AGO_AFTER_UNIT,
  AGO_BEFORE,
  JOINED_AGO,
  ONE_OR_FEW,
  TIME_UNITS,
  UNITS_AGO,
} from '../../reading/words/time/time-unit.ts';
import { AT_TIME, MOMENTS, TODAY_IS } from '../../reading/words/time/today.ts';
import {
  LABEL_JOINTS,
  LOOK_LABELS,
  UPDATE_LABELS,
  UPDATE_LABELS_OF_NOISE,
} from '../../reading/words/time/update-label.ts';
import { MADE_IN, SHORT_UNITS } from '../../reading/words/page/server-note.ts';
import { anyOf } from '../../reading/words/word-lists.ts';
import { blankWith, pattern, WORD_END, WORD_START } from './noise-pattern.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface Looks {
  /** When the baseline was read (`before`) and when the present page was (`after`). */
  readonly before: Date;
  readonly after: Date;
}

const WORD = '[\\p{L}\\p{M}]{1,14}\\.?';
/** How many units of time, with the space behind it. */
const COUNT = `(?:\\d+(?:[.,\\s]\\d{1,3})*\\s?|(?:${anyOf(ONE_OR_FEW)})\\s+)`;
const UNITS = anyOf(TIME_UNITS);
const PIECE =
  `(?:\\d{4}-\\d{2}-\\d{2}t[\\d:.]+(?:z|[+-]\\d{2}:?\\d{2})?|\\d{4}[年년]\\s?\\d{1,2}[月월]\\s?\\d{1,2}[日일](?:\\s?\\(?[月火水木金土日]曜?日?\\)?)?|\\d{1,2}h\\d{2}|\\d{1,4}(?!\\d)(?:st|nd|rd|th|er)?|` +
  `(?:${MONTHS})(?!\\p{L})|(?:${WEEKDAYS})(?!\\p{L})|(?:${anyOf(SHORT_WEEKDAYS)})(?=[.,]\\s?\\d)|a\\.?m\\.?|p\\.?m\\.?|utc|gmt|cest|cet|[ecpm][sd]t|uhr|(?:${anyOf(CLOCK_JOINTS, DATE_JOINTS)})(?!\\p{L})|t|z)`;
const DATE_RUN = `${PIECE}(?:[\\s,.:;/+\\-–|()]{1,3}${PIECE}|(?<=\\d)[tz])*`;
export const dateRun = pattern(`${WORD_START}${DATE_RUN}(?![\\p{L}\\d])`);
const NAMES_A_DAY = new RegExp(
  `(?<!\\p{L})(?:${MONTHS}|${WEEKDAYS})(?!\\p{L})|\\d{1,2}[./]\\s?\\d{1,2}(?!\\d)|\\d{4}-\\d{2}-\\d{2}|月|월`,
  'iu',
);

export const agoPatterns = [
  pattern(
    `${WORD_START}(?:${anyOf(ABOUT)})?${COUNT}${WORD}(?:[\\s,]+(?:and )?${COUNT}${WORD}){0,2}\\s+(?:${anyOf(AGO_AFTER)})${WORD_END}`,
  ),
  pattern(
    `${WORD_START}${COUNT}(?:${UNITS})(?:[\\s,]+(?:e )?${COUNT}(?:${UNITS})){0,2}\\s+(?:${anyOf(AGO_AFTER_UNIT)})${WORD_END}|${WORD_START}\\d+\\s?(?:${anyOf(UNITS_AGO)})${WORD_END}`,
  ),
  pattern(
    `${WORD_START}(?:${anyOf(AGO_BEFORE)})\\s+(?:${anyOf(ABOUT_BEHIND_AGO)})?${COUNT}(?:${UNITS})${WORD_END}(?:\\s(?:${anyOf(AGO_AFTER_BOTH)}))?`,
  ),
  pattern(anyOf(JOINED_AGO)),
  pattern(
    `${WORD_START}(?:${anyOf(MOMENTS)})(?:\\s+(?:${anyOf(AT_TIME)})\\s+\\d{1,2}[:.h]\\d{2})?${WORD_END}`,
  ),
];

const UPDATED = anyOf(UPDATE_LABELS, UPDATE_LABELS_OF_NOISE, LOOK_LABELS);
const updatedPattern = pattern(
  `${WORD_START}(${UPDATED})${WORD_END}([\\s:：\\-–—,(]{0,3}(?:(?:${anyOf(LABEL_JOINTS)}|:)\\s)?(?:⟨ago⟩|${DATE_RUN})(?:(?:,|\\s|\\bat\\b){0,3}⟨ago⟩)?)`,
);
const todayPattern = pattern(`${WORD_START}(${anyOf(TODAY_IS)})${WORD_END}[\\s:,]{0,3}(${DATE_RUN})`);
const IS_MOMENT = /⟨ago⟩|\d{1,2}[:h]\d{2}|(?<!\d)(?:19|20)\d{2}(?!\d)/;

/** "Stand 12" and "Updated 12 pages" are no dates, and "Now 9:00 - 17:00" are hours. */
export const blankUpdated = blankWith([updatedPattern], (text) =>
  text.replace(updatedPattern, (all, label: string, date: string) => {
    const isMoment = NAMES_A_DAY.test(date) || (IS_MOMENT.test(date) && !/^now$/i.test(label));
    return isMoment ? `${label} ⟨date⟩` : all;
  }),
);

export const blankToday = blankWith([todayPattern], (text) =>
  text.replace(todayPattern, (all, label: string, date: string) =>
    NAMES_A_DAY.test(date) ? `${label} ⟨date⟩` : all,
  ),
);

const deliveryPattern = pattern(
  `${WORD_START}((?:${anyOf(DELIVERED_ON)})${WORD_END}[^\\d.!?\\n]{0,40}?)(?<!\\p{L})(${DATE_RUN})(?:[.,]?\\s?(?:-|–|${anyOf(TO_LAST_DAY)})\\s?(${DATE_RUN}))?(?![\\p{L}\\d])`,
);

/** "FREE delivery Tue, Dec 1": the date moves from day to day. "Delivery in 3 days" is kept. */
export const blankDelivery = blankWith([deliveryPattern], (text) =>
  text.replace(deliveryPattern, (all, lead: string, from: string, to: string | undefined) =>
    NAMES_A_DAY.test(from) || (to !== undefined && NAMES_A_DAY.test(to)) ? `${lead}⟨date⟩` : all,
  ),
);

const madeOnPattern = pattern(
  `((?:${anyOf(MADE_IN)})(?!\\p{L})[^\\d\\n]{0,24})(${DATE_RUN})(?=[^\\d\\n]{0,12}\\d+(?:[.,]\\d+)?\\s?(?:${anyOf(SHORT_UNITS)})\\b)`,
);
const madeAtPattern = pattern(`(⟨timing⟩[\\s,;|·–-]{1,3}(?:(?:${anyOf(LABEL_JOINTS)})\\s)?)(${DATE_RUN})`);

/** "Created on 28 November in 0.12 s": the date is that of the look, because how long it took stands beside it. */
export const blankMadeOn = blankWith([madeOnPattern], (text) =>
  text.replace(madeOnPattern, (all, lead: string, date: string) =>
    NAMES_A_DAY.test(date) ? `${lead}⟨date⟩` : all,
  ),
);

/** The same with the date behind: "Created in 0.12 s on 28 November"; the time is blanked already. */
export const blankMadeAt = blankWith([madeAtPattern], (text) =>
  text.replace(madeAtPattern, (all, lead: string, date: string) =>
    NAMES_A_DAY.test(date) ? `${lead}⟨date⟩` : all,
  ),
);

function daysOf(text: string): number[] {
  return [...text.matchAll(deliveryPattern)].flatMap(([run]) =>
    (run.match(/(?<!\d)\d{1,2}(?!\d)/g) ?? []).map(Number),
  );
}

/** Days a promised date may move more or less than the looks are apart: weekends, full warehouses. */
const SLACK = 5;
/** Days by which it may move when the time between the looks is not known. */
const USUAL = 10;

/**
 * True for a promised date that moved with the days ("Dec 1" → "Dec 2"); a release that slips moves by weeks.
 */
export function movedOn(before: string, after: string, looks: Looks | undefined): boolean {
  const [old, now] = [daysOf(before), daysOf(after)];
  if (old.length !== now.length) return false;
  const passed = looks === undefined ? undefined : (looks.after.getTime() - looks.before.getTime()) / DAY_MS;
  const moves = old.map((day, i) => ((now[i] ?? day) - day + 31) % 31);
  const isUsual = (days: number): boolean => {
    if (passed === undefined) return days <= USUAL || days >= 29;
    const off = (((days - passed) % 31) + 31) % 31;
    return Math.min(off, 31 - off) <= SLACK;
  };
  // A number that stays is a month; at least the day has to move.
  return (
    old.length === 0 || (moves.every((days) => days <= 1 || isUsual(days)) && moves.some((days) => days > 0))
  );
}

const onlyClock = new RegExp(
  `^(?:(?:${WEEKDAYS}|${MONTHS}|\\d{1,4}(?!\\d)(?:st|nd|rd|th)?|a\\.?m\\.?|p\\.?m\\.?|utc|gmt|cest|cet|[ecp][sd]t|uhr|${anyOf(CLOCK_JOINTS)}|t|z|年|月|日)[\\s,.:;/+\\-–|()]*)+$`,
  'iu',
);
const TIME = /(?<![\d:.,])(\d{1,2}):(\d{2})(?!\d)(:\d{2})?/;

/** "24 Nov 18:30": a date with a time on the quarter hour and without seconds is an event. */
export function isAppointment(text: string): boolean {
  const time = TIME.exec(text);
  if (time === null || time[3] !== undefined || text.length > 80) return false;
  return Number(time[2]) % 15 === 0 && onlyClock.test(text);
}

/** "24 Nov 18:30:07": a time with seconds is a clock, and so is the date beside it. */
export function blankClock(text: string): string {
  if (!/\d{1,2}:\d{2}/.test(text)) return text;
  const hasDate = /\d{4}|\d{1,2}[./]\d{1,2}/.test(text.replace(/\d{1,2}:\d{2}(?::\d{2})?/g, ''));
  if (text.length <= 80 && hasDate && onlyClock.test(text)) return '⟨clock⟩';
  if (!/\d{1,2}:\d{2}:\d{2}/.test(text)) return text;
  return text
    .replace(dateRun, (run) => (/(?<![\d:.,])\d{1,2}:\d{2}:\d{2}(?![\d:])/.test(run) ? '⟨clock⟩' : run))
    .replace(/(?<![\d:.,])\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:\s?[ap]\.?m\.?)?(?![\d:])/gi, '⟨clock⟩');
}
