// The calendar of the coming day.
import { z } from 'zod';
import { isTimeZone } from '../../domain/config/schedule/schedule.ts';
import { time } from './paging.ts';

/** `UTC`, `Europe/Berlin`, `America/Argentina/Ushuaia`, `Etc/GMT+8`. */
const ZONE_FORM = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;

export const scheduleQuery = z.strictObject({
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Where the day begins, ISO 8601; absent: at the present hour.'),
  hours: z.coerce.number().int().min(1).max(48).default(24).describe('How many hours.'),
  zone: z
    .string()
    .max(64)
    .regex(ZONE_FORM, 'Give the name of an IANA time zone, as in Europe/Berlin.')
    .default('UTC')
    .refine(isTimeZone, 'Give the name of an IANA time zone, as in Europe/Berlin.')
    .describe('Name of an IANA time zone by whose clock hours are named, as Europe/Berlin. Unknown: 400.'),
});

const pileUp = z.object({
  kind: z
    .enum(['pile-up', 'overrun'])
    .describe(
      'pile-up: runs of several jobs wait for each other; overrun: one job is due again before it is done.',
    ),
  from: time.describe('When the first of the runs is due.'),
  until: time.describe('When the last one will be done.'),
  jobs: z.number().describe('Jobs in it.'),
  runs: z.number().describe('Runs in it.'),
  text: z.string().describe('The same in words, with the pace.'),
});

export const scheduleDay = z
  .object({
    from: time.describe('Begin of the day shown.'),
    until: time.describe('Its end.'),
    zone: z.string().describe('Time zone of the clock times.'),
    total: z.number().describe('Runs that are due, those of steady jobs included.'),
    hours: z
      .array(
        z.object({
          startsAt: time.describe('Begin of the hour.'),
          clock: z.string().describe('The same by the clock of the zone.'),
          due: z.number().describe('Runs due in it.'),
        }),
      )
      .describe('The hours; the first may have begun already.'),
    lanes: z
      .array(
        z.object({
          host: z.string().describe('The host.'),
          jobs: z.number().describe('Jobs that ask it.'),
          due: z.number().describe('Runs due on it.'),
          hours: z.array(z.number()).describe('Runs due in each hour, in the order of `hours`.'),
          workMs: z.number().describe('How long all requests take at its pace.'),
          pileUps: z.array(pileUp).describe('Where runs wait for each other.'),
        }),
      )
      .describe('The hosts, those with the longest waits first; links may lead jobs to more hosts.'),
    lanesLeft: z.number().describe('Hosts beyond those.'),
    runs: z
      .array(
        z.object({
          at: time.describe('When it is due.'),
          jobId: z.string().describe('Id of the job.'),
          name: z.string().describe('Its name.'),
          hosts: z.array(z.string()).describe('Its first hosts.'),
        }),
      )
      .describe('The first runs in the order of their times, without those of steady jobs.'),
    steady: z
      .array(
        z.object({
          jobId: z.string().describe('Id of the job.'),
          name: z.string().describe('Its name.'),
          everyMs: z.number().describe('Time between two of its runs.'),
        }),
      )
      .describe('Jobs that run every few minutes; the first 100.'),
    steadyCount: z.number().describe('How many those are.'),
    unscheduled: z
      .object({
        count: z.number().describe('Jobs without a schedule, or resting: paused, stopped, done.'),
        jobs: z
          .array(
            z.object({
              jobId: z.string().describe('Id of the job.'),
              name: z.string().describe('Its name.'),
              state: z.string().describe('Its state.'),
            }),
          )
          .describe('The first 20.'),
      })
      .describe('Jobs that are not in this calendar.'),
    clockChanges: z
      .array(
        z.object({
          zone: z.string().describe('The zone.'),
          at: time.describe('When.'),
          text: z.string().describe('What it does to the runs, in words.'),
        }),
      )
      .describe('Clock changes in the zones of the jobs and in that of the viewer.'),
    isCut: z.boolean().describe('There are more jobs than are looked at (20,000).'),
  })
  .meta({ id: 'ScheduleDay' });

export type ScheduleDayView = z.infer<typeof scheduleDay>;
