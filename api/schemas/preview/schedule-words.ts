// A schedule said in words, with its next times and what it costs the host.
import { z } from 'zod';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { time } from '../paging.ts';

const schedule = jobConfigSchema.shape.schedule;

export const scheduleBody = z
  .strictObject({
    schedule: schedule.describe('A schedule as a job has it; absent: `text` says it.'),
    text: z
      .string()
      .max(200)
      .optional()
      .describe(
        'As people say it: every 15 minutes, weekdays at 18:00 in Tokyo, or five fields of cron. A zone it names goes before `timezone`.',
      ),
    timezone: z
      .string()
      .min(1)
      .max(64)
      .default('UTC')
      .describe('Zone of the times in `text` where it names none: Europe/Berlin, or a place as Tokyo.'),
    pages: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(1)
      .describe('Pages a run looks at, for the load on the host.'),
    jobId: z
      .string()
      .max(64)
      .optional()
      .describe(
        'Id of the job: an interval begins at a moment of its own for each job. Absent: that of a job which is still to be made; the answer names it.',
      ),
  })
  .meta({ id: 'ScheduleQuestion', examples: [{ text: 'weekdays at 18:00', timezone: 'Europe/Berlin' }] });

export const scheduleWords = z
  .object({
    valid: z.boolean().describe('It is a schedule.'),
    schedule: z.record(z.string(), z.unknown()).nullable().describe('As a job takes it; null: it is none.'),
    words: z.string().nullable().describe('In words, as "every 15 minutes"; null: it is none.'),
    phrase: z
      .string()
      .nullable()
      .describe('As it can be typed again, word for word the same schedule; null: it is none.'),
    nextTimes: z.array(time).describe('The next ten times of the job with the id `jobId`, ISO 8601 in UTC.'),
    jobId: z
      .string()
      .describe('Id of the job that has these times; give it to POST /v1/jobs for a new job to have them.'),
    timezone: z.string().describe('The zone its times are meant in.'),
    perDay: z.number().nullable().describe('Times a day on average; null: it is none.'),
    load: z.string().nullable().describe('What the host gets, as "288 looks a day"; null: it is none.'),
    problem: z.string().nullable().describe('What is wrong, and what to write; null: nothing.'),
    suggestions: z.array(z.string()).describe('What could be meant, or is often wanted.'),
  })
  .meta({ id: 'ScheduleWords' });

export type ScheduleWordsView = z.infer<typeof scheduleWords>;
export type ScheduleQuestion = z.infer<typeof scheduleBody>;
