import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeSchedule,
  loadInWords,
  schedulePhrase,
  timesPerDay,
} from '../../../../../domain/config/schedule/phrase/describe-schedule.ts';
import {
  nearPhrases,
  PHRASES,
  parsePhrase,
  readSchedule,
} from '../../../../../domain/config/schedule/phrase/parse-phrase.ts';
import { readZone, zoneList } from '../../../../../domain/config/schedule/phrase/zone-words.ts';

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
    ['at 8 on weekdays', '0 8 * * 1-5'],
    ['8:00 every weekday', '0 8 * * 1-5'],
    ['daily at 9:00, 13:00 and 17:00', '0 9,13,17 * * *'],
    ['weekdays at noon', '0 12 * * 1-5'],
    ['on the 1st and 15th at 9:00', '0 9 1,15 * *'],
    ['on the 2nd of every month at 7', '0 7 2 * *'],
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
    'daily at 9:00 and 9:30',
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

describe('a schedule that names its zone', () => {
  it.each([
    ['every weekday at 8 in Tokyo', '0 8 * * 1-5', 'Asia/Tokyo'],
    ['In Tokyo, every weekday at 8', '0 8 * * 1-5', 'Asia/Tokyo'],
    ['daily at 9:00 Berlin time', '0 9 * * *', 'Europe/Berlin'],
    ['at 8 New York time on mondays', '0 8 * * 1', 'America/New_York'],
    ['mondays at 8:30 in the Pacific time zone', '30 8 * * 1', 'America/Los_Angeles'],
    ['mondays in San Francisco at 8:30', '30 8 * * 1', 'America/Los_Angeles'],
    ['weekdays at 18:00 Europe/Berlin', '0 18 * * 1-5', 'Europe/Berlin'],
    ['weekdays at 18:00 (asia/kolkata)', '0 18 * * 1-5', 'Asia/Kolkata'],
    ['weekdays at 18:00 in US/Pacific', '0 18 * * 1-5', 'US/Pacific'],
    ['daily at 6 am UTC', '0 6 * * *', 'UTC'],
    ['0 8 * * 1-5 in Tokyo', '0 8 * * 1-5', 'Asia/Tokyo'],
    ['at 7 in Zürich', '0 7 * * *', 'Europe/Zurich'],
    ['at 7 in São Paulo', '0 7 * * *', 'America/Sao_Paulo'],
    ['at 7 in Port of Spain', '0 7 * * *', 'America/Port_of_Spain'],
  ])('%j is %s in %s', (text, cron, timezone) => {
    expect(parsePhrase(text, 'Africa/Lagos')).toEqual({ kind: 'cron', cron, timezone });
  });

  it('has its window and its exceptions in that zone, wherever it names it', () => {
    const wanted = {
      kind: 'interval',
      everyMs: 3_600_000,
      timezone: 'Asia/Tokyo',
      window: { from: '08:00', to: '18:00' },
      except: ['2026-12-25'],
    };
    for (const text of [
      'every hour in Tokyo within 8-18 except 2026-12-25',
      'every hour within 8-18 in Tokyo except 2026-12-25',
      'every hour within 8-18 except 2026-12-25 in Tokyo',
      'every hour from 8 to 18 except 2026-12-25 Tokyo time',
    ])
      expect(parsePhrase(text, 'UTC')).toEqual(wanted);
  });

  it.each([
    ['daily at 9 in Tokio', 'The time zone "Tokio" is not known. Did you mean Asia/Tokyo?'],
    ['daily at 9 in Berln time', 'Did you mean Europe/Berlin'],
    ['daily at 9 in Xqzwv', 'Write an IANA name such as Europe/Berlin; words of a schedule take cities, too'],
    ['every hour in Tokyo', 'Leave the zone out, or name a time of the day'],
  ])('%j is refused with what to write', (text, detail) => {
    expect(() => parsePhrase(text, 'UTC')).toThrow(detail);
  });

  it('is read by zones that people say, whatever the runtime lists', () => {
    expect(['Kolkata', 'Mumbai', 'Kyiv', 'Kiev', 'Ho Chi Minh', 'Buenos Aires'].map(readZone)).toEqual([
      'Asia/Kolkata',
      'Asia/Kolkata',
      'Europe/Kyiv',
      'Europe/Kyiv',
      'Asia/Ho_Chi_Minh',
      'America/Argentina/Buenos_Aires',
    ]);
    for (const zone of zoneList()) expect(readZone(zone)).toBe(zone);
    expect(['the morning', 'nowhere', '5 minutes', ''].map(readZone)).toEqual([null, null, null, null]);
  });
});

describe('words that mean nothing', () => {
  it.each([
    ['every wekday at 8', ['weekdays at 18:00', 'weekdays at 8:00 in Tokyo', 'daily at 9:00']],
    ['each blue hour', ['every hour', 'every 6 hours', 'every hour within mon-fri 8-18']],
    ['weekdays at 25:00', ['weekdays at 18:00', 'weekdays at 8:00 in Tokyo', 'daily at 9:00']],
  ])('%j is refused with what is near to it', (text, near) => {
    expect(nearPhrases(text)).toEqual(near);
    expect(() => readSchedule(text, 'UTC')).toThrow(
      `"${text}" is no schedule. Write for example "${near[0]}"`,
    );
  });
});

describe('words, a schedule, words', () => {
  const clock = fc.integer({ min: 0, max: 23 });
  const times = fc
    .tuple(fc.uniqueArray(clock, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 59 }))
    .map(([hours, minute]) =>
      hours.map((hour) => `${hour}:${String(minute).padStart(2, '0')}`).join(' and '),
    );
  const days = fc.constantFrom(
    'daily',
    'every weekday',
    'weekends',
    'mondays',
    'tuesdays and fridays',
    'on the 1st',
    'on the 11th and 23rd',
  );
  const zone = fc.constantFrom('', ' in Tokyo', ' Berlin time', ' UTC', ' (America/New_York)', ' in india');
  const restriction = fc.constantFrom(
    '',
    ' within mon-fri 8-18',
    ' within 22-6',
    ' except 2026-12-25, 2026-12-24..2027-01-01',
  );
  const calendar = fc
    .tuple(days, times, restriction, zone)
    .map(([day, at, rest, where]) => `${day} at ${at}${rest}${where}`);
  const interval = fc
    .tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom('seconds', 'min', 'h', 'days', 'weeks'),
      restriction,
    )
    .map(([count, unit, rest]) => `every ${count} ${unit}${rest}`);
  const cron = fc
    .tuple(
      fc.constantFrom('*/5 9-17 * * 1-5', '0 8 * * mon', '@daily', '5,10 * 1 */2 *', '0 0 1 1 1'),
      restriction,
      zone,
    )
    .map((parts) => parts.join(''));

  it('are the same schedule again', () => {
    fc.assert(
      fc.property(fc.oneof(calendar, interval, cron), (text) => {
        const schedule = readSchedule(text, 'Africa/Lagos');
        expect(readSchedule(schedulePhrase(schedule), 'UTC')).toEqual(schedule);
      }),
    );
  });

  it('are those that are shown, where there are such words', () => {
    fc.assert(
      fc.property(fc.oneof(calendar, interval), (text) => {
        const schedule = readSchedule(text, 'Africa/Lagos');
        if ((schedule.except ?? []).length < 2)
          expect(describeSchedule(schedule)).toBe(schedulePhrase(schedule));
      }),
    );
  });
});

describe('a schedule in words', () => {
  it.each([
    [{ kind: 'interval', everyMs: 900_000 } as const, 'every 15 minutes', 96],
    [{ kind: 'interval', everyMs: 90_000 } as const, 'every 90 seconds', 960],
    [{ kind: 'interval', everyMs: 3_600_000 } as const, 'every hour', 24],
    [
      { kind: 'cron', cron: '0 18 * * 1-5', timezone: ZONE } as const,
      'weekdays at 18:00 in Europe/Berlin',
      5 / 7,
    ],
    [{ kind: 'cron', cron: '@midnight', timezone: 'UTC' } as const, 'at 00:00 in UTC', 1],
  ])('tells %j in words', (schedule, words, perDay) => {
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
  ])('reads the limits in "%s"', (text, wanted) => {
    expect(parsePhrase(text, 'Europe/Berlin')).toMatchObject({ ...wanted, timezone: 'Europe/Berlin' });
  });

  it('with a window that is none is refused with what to write', () => {
    expect(() => parsePhrase('every hour within noon', 'UTC')).toThrow('is no window');
  });
});
