// Addresses with dates in them: `{today}`, `{today-7d}`, `{today+1m:dd.MM.yyyy}`. The page stays the same one, whatever day it is asked for.
import { DAY_MS } from '../../system/duration.ts';

/** A day of the calendar. */
interface Day {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

const PLACE = /\{today([^{}]*)\}/g;
/** Its parts: how far from today, in which unit, in which form. */
const MEANING = /^(?:([+-])(\d{1,4})([dwmy]))?(?::(.+))?$/;
/** `yyyy-MM-dd` and what stands between; letters would be words that nobody fills in. */
const FORM = /^(?:yyyy|yy|MM|M|dd|d|[^A-Za-z{}])+$/;
const TOKEN = /yyyy|yy|MM|M|dd|d/g;
const DEFAULT_FORM = 'yyyy-MM-dd';

export function hasDate(url: string): boolean {
  return url.search(PLACE) !== -1;
}

/** What in it stands where a date should and is none, as it is written; empty: all is well. */
export function datePlacesInDoubt(url: string): string[] {
  return [...url.matchAll(PLACE)].flatMap(([place, meaning = '']) => {
    const form = MEANING.exec(meaning)?.[4] ?? DEFAULT_FORM;
    return MEANING.test(meaning) && FORM.test(form) ? [] : [place];
  });
}

/** The address of the day that `at` is in the time zone. A place that is no date stays as it is. */
export function datedUrl(url: string, at: Date, timeZone: string): string {
  if (!hasDate(url)) return url;
  const today = dayOf(at, timeZone);
  return url.replaceAll(PLACE, (place: string, meaning: string) => {
    const [, sign, count = '0', unit = 'd', form = DEFAULT_FORM] = MEANING.exec(meaning) ?? [];
    if (!MEANING.test(meaning) || !FORM.test(form)) return place;
    return written(moved(today, sign === '-' ? -Number(count) : Number(count), unit), form);
  });
}

/** Fits the address of any day, so that one of an earlier day is known as this page's. */
export function datedPattern(url: string): RegExp {
  const texts = url.split(/\{today[^{}]*\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${texts.join('[\\d%A-F.,/_ -]+')}$`);
}

function dayOf(at: Date, timeZone: string): Day {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: of['year'] ?? 0, month: of['month'] ?? 1, day: of['day'] ?? 1 };
}

/** A month later than the 31st is the last day of a shorter month. */
function moved({ year, month, day }: Day, count: number, unit: string): Day {
  if (unit === 'd' || unit === 'w') {
    const days = unit === 'w' ? count * 7 : count;
    const date = new Date(Date.UTC(year, month - 1, day) + days * DAY_MS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }
  const first = new Date(Date.UTC(year, month - 1 + (unit === 'y' ? count * 12 : count), 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(day, last) };
}

function written({ year, month, day }: Day, form: string): string {
  const texts: Readonly<Record<string, string>> = {
    yyyy: String(year).padStart(4, '0'),
    yy: String(year % 100).padStart(2, '0'),
    MM: String(month).padStart(2, '0'),
    M: String(month),
    dd: String(day).padStart(2, '0'),
    d: String(day),
  };
  return form.replaceAll(TOKEN, (token) => texts[token] ?? token);
}
