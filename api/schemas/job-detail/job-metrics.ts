// Figures of a job over its runs of the last ninety days.
import { z } from 'zod';
import { links, time } from '../paging.ts';

const changes = z.number().describe('Changes found.');
const priceChanges = z.number().describe('Changes of prices and stock found.');

function counts(what: string) {
  return z
    .array(
      z.object({
        code: z.string().describe('Reason code, from a closed list.'),
        count: z.number().describe('How many.'),
        means: z.string().describe('What the reason means, in words.'),
      }),
    )
    .describe(what);
}

export const jobMetricsView = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    from: time.describe('Begin of the first day, ISO 8601 in UTC.'),
    to: time.describe('When this was summed, ISO 8601 in UTC.'),
    runs: z.number().describe('Runs that ended in this time.'),
    completedRuns: z.number().describe('Of these, runs that completed.'),
    failedRuns: z.number().describe('Of these, runs that failed.'),
    stoppedRuns: z.number().describe('Of these, runs that somebody stopped.'),
    successRate: z
      .number()
      .nullable()
      .describe('Share of runs that completed among those that completed or failed, 0 to 1; null: none did.'),
    meanDurationMs: z.number().nullable().describe('Mean duration of a run, ms; null: there is none.'),
    pages: z.number().describe('Pages that were read, in all these runs together.'),
    failedPages: z.number().describe('Pages that failed, in all these runs together.'),
    changes,
    priceChanges,
    requests: z.number().describe('Requests for pages.'),
    wireBytes: z.number().describe('Bytes over the wire.'),
    changesPerDay: z
      .number()
      .nullable()
      .describe('Mean number of changes a day since the first of these runs; null: there is none.'),
    days: z
      .array(
        z.object({
          day: z.string().describe('Day in UTC, as 2026-11-27.'),
          runs: z.number().describe('Runs that ended on it.'),
          failedRuns: z.number().describe('Of these, runs that failed.'),
          pages: z.number().describe('Pages that were read.'),
          changes,
          priceChanges,
        }),
      )
      .describe('Each of the last 90 days, oldest first.'),
    failures: counts('Visits that failed, by reason, most frequent first.'),
    endings: counts('Runs that did not complete, by the reason of their end, most frequent first.'),
    whole: z.boolean().describe('False: it has more runs than are summed; the latest 5,000 are.'),
    links,
  })
  .meta({ id: 'JobMetrics' });

export type JobMetricsView = z.infer<typeof jobMetricsView>;
