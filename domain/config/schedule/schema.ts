// The form of a job's schedule: times of a calendar or an interval, the hours in which it may run, the dates on which it may not.
import { z } from 'zod';
import { WEEKDAYS } from './weekday.ts';
import { DAY_MS } from '../../system/duration.ts';

const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time of the day as 08:00; 24:00 is its end.');
const DATES = /^\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?$/;

const window = z
  .strictObject({
    days: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .max(7)
      .optional()
      .describe(
        'Days of the week; absent: every day. A window over midnight belongs to the day it begins on.',
      ),
    from: clock.optional().describe('Begin, as 08:00; absent: the begin of the day.'),
    to: clock
      .optional()
      .describe(
        'End, as 18:00, which is no more in it; absent: the end of the day. Earlier than the begin: over midnight.',
      ),
  })
  .optional()
  .describe('When it may run; times outside do not run. Absent: always.');

const except = z
  .array(
    z
      .string()
      .regex(
        DATES,
        'Write a date as 2026-12-25, or the first and the last of several as 2026-12-24..2027-01-01.',
      ),
  )
  .max(100)
  .optional()
  .describe('Dates on which it does not run: 2026-12-25, or 2026-12-24..2027-01-01 with both ends.');

const missed = z
  .union([
    z.enum(['skip', 'one']),
    z.strictObject({ all: z.int().min(1).max(50).describe('How many of the newest, at most.') }),
  ])
  .optional()
  .describe(
    'What becomes of times that passed while Webloom was away: skip: nothing; one: one run makes up for all; all: the newest so many run, one after the other. Absent: one.',
  );

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cron').describe('By times of the calendar, or by an interval.'),
    cron: z.string().min(1).max(200).describe('Five fields: minute hour day month weekday.'),
    timezone: z.string().min(1).max(64).default('UTC').describe('Name of the IANA zone the times are in.'),
    window,
    except,
    missed,
  }),
  z.strictObject({
    kind: z.literal('interval').describe('By times of the calendar, or by an interval.'),
    everyMs: z
      .int()
      .multipleOf(1_000)
      .min(10_000)
      .max(366 * DAY_MS)
      .describe('Whole seconds: the engine keeps no fractions.'),
    timezone: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Name of the IANA zone of `window` and `except`; absent: UTC.'),
    window,
    except,
    missed,
  }),
]);

export type JobSchedule = z.infer<typeof scheduleSchema>;
export type ScheduleWindow = NonNullable<JobSchedule['window']>;
