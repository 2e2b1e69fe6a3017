import { describe, expect, it } from 'vitest';
import { describeSchedule, loadInWords, timesPerDay } from '../../../domain/schedule/describe-schedule.ts';
import { PHRASES, parsePhrase } from '../../../domain/schedule/parse-phrase.ts';

const ZONE = 'Europe/Berlin';
const NOW = new Date('2026-01-15T12:00:00Z');

describe('a schedule as people type it', () => {
  it.each([
    ['every 15 minutes', 900_000],
    ['Every hour', 3_600_000],
    ['every two hours', 7_200_000],
    ['hourly', 3_600_000],
    ['15m', 900_000],
    ['every day', 86_400_000],
    ['every 30 sec', 30_000],
    ['weekly', 604_800_000],
  ])('%j is an interval of %d ms', (text, everyMs) => {
    expect(parsePhrase(text, ZONE)).toEqual({ kind: 'interval', everyMs });
  });

  it.each([
    ['weekdays at 18:00', '0 18 * * 1-5'],
    ['daily at 9', '0 9 * * *'],
    ['every day at 6:30 pm', '30 18 * * *'],
    ['at 12 am', '0 0 * * *'],
    ['mondays at 8:30', '30 8 * * 1'],
    ['every Tuesday and Thursday at 7.15', '15 7 * * 2,4'],
    ['weekends at 10:00', '0 10 * * 0,6'],
    ['on the 1st at 9:00', '0 9 1 * *'],
    ['monthly', '0 0 1 * *'],
    ['*/5 9-17 * * 1-5', '*/5 9-17 * * 1-5'],
    ['@daily', '@daily'],
  ])('%j is the cron text %s', (text, cron) => {
    expect(parsePhrase(text, ZONE)).toEqual({ kind: 'cron', cron, timezone: ZONE });
  });

  it.each([
    '',
    'sometimes',
    'every',
    'every 0 minutes',
    'at 25:00',
    'mondays at 8:75',
    'at 13 pm',
    'every blue moon',
    'on the 40th at 9:00',
  ])('%j is no schedule', (text) => {
    expect(parsePhrase(text, ZONE)).toBeNull();
  });

  it('knows each phrase that it proposes, and can say it in words', () => {
    for (const phrase of PHRASES) {
      const schedule = parsePhrase(phrase, ZONE);
      expect(schedule).not.toBeNull();
      if (schedule !== null) expect(describeSchedule(schedule)).not.toBe('');
    }
  });
});

describe('a schedule in words', () => {
  it.each([
    [{ kind: 'interval', everyMs: 900_000 } as const, 'every 15 minutes', 96],
    [{ kind: 'interval', everyMs: 90_000 } as const, 'every 90 seconds', 960],
    [{ kind: 'interval', everyMs: 3_600_000 } as const, 'every hour', 24],
    [
      { kind: 'cron', cron: '0 18 * * 1-5', timezone: ZONE } as const,
      'at 18:00, Monday through Friday (Europe/Berlin)',
      5 / 7,
    ],
    [{ kind: 'cron', cron: '@midnight', timezone: 'UTC' } as const, 'at 00:00 (UTC)', 1],
  ])('%j', (schedule, words, perDay) => {
    expect(describeSchedule(schedule)).toBe(words);
    expect(timesPerDay(schedule, NOW)).toBeCloseTo(perDay, 1);
  });

  it('refuses what the engine would refuse', () => {
    expect(() => describeSchedule({ kind: 'cron', cron: '0 0 L * *', timezone: ZONE })).toThrow(/not valid/);
  });

  it.each([
    [288, 1, '288 looks a day'],
    [96, 3, '288 looks a day'],
    [5 / 7, 1, '5 looks a week'],
    [1 / 30, 1, 'one look a month'],
    [24, 1_000, '24,000 looks a day'],
    [1 / 365, 1, 'about one look a month'],
  ])('%d times a day on %d pages are %s', (perDay, pages, words) => {
    expect(loadInWords(perDay, pages)).toBe(words);
  });
});

describe('a phrase that says when it may run', () => {
  const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' };
  it.each<[string, object]>([
    ['every hour within mon-fri 8-18', { kind: 'interval', everyMs: 3_600_000, window: OFFICE }],
    ['every hour on weekdays from 8 to 18', { kind: 'interval', everyMs: 3_600_000, window: OFFICE }],
    [
      'every 10 minutes on weekends',
      { kind: 'interval', everyMs: 600_000, window: { days: ['sat', 'sun'] } },
    ],
    ['every 2 hours between 9:30 and 17:00', { window: { from: '09:30', to: '17:00' } }],
    [
      'weekdays at 18:00 except 2026-12-25, 2026-12-31',
      { kind: 'cron', except: ['2026-12-25', '2026-12-31'] },
    ],
    ['*/30 * * * * within 22-6', { cron: '*/30 * * * *', window: { from: '22:00', to: '06:00' } }],
  ])('%s', (text, wanted) => {
    expect(parsePhrase(text, 'Europe/Berlin')).toMatchObject({ ...wanted, timezone: 'Europe/Berlin' });
  });

  it('with a window that is none is refused with what to write', () => {
    expect(() => parsePhrase('every hour within noon', 'UTC')).toThrow('is no window');
  });
});
