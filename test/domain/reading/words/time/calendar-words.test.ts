// Names of months and days: the list that noise is found by, the reader of dates and the runtime's tables agree.
import { describe, expect, test } from 'vitest';
import { MONTHS, WEEKDAYS } from '../../../../../domain/reading/words/time/calendar-words.ts';
import { monthNumber } from '../../../../../domain/reading/words/time/month-name.ts';

const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs sk hu ro hr sl bg uk ru el tr id'.split(' ');
const MONTH_NAMES = MONTHS.split('|');
const DAY_NAMES = WEEKDAYS.split('|');

/** The names a language writes alone and within a date. */
function names(language: string, part: 'month' | 'weekday'): string[] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { [part]: 'long' },
    { ...(part === 'weekday' ? { weekday: 'long' } : {}), day: 'numeric', month: 'long' },
  ];
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(language, { ...form, calendar: 'gregory', timeZone: 'UTC' });
    const dates = Array.from({ length: 12 }, (_, at) => Date.UTC(2024, at, 2 + at));
    return dates.map((at) => format.formatToParts(at).find(({ type }) => type === part)?.value ?? '');
  });
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('every month is known', () => {
    for (const name of names(language, 'month')) expect(MONTH_NAMES).toContain(name.toLowerCase());
  });

  test('every day is known', () => {
    // Portuguese joins "feira" to days by a hyphen: "segunda-feira, 2".
    const days = names(language, 'weekday').filter((name) => !name.endsWith('-feira'));
    for (const name of days) expect(DAY_NAMES).toContain(name.toLowerCase());
  });
});

test.each(MONTH_NAMES)('"%s" is a month to the reader of dates', (name) => {
  expect(monthNumber(name)).toBeDefined();
});
