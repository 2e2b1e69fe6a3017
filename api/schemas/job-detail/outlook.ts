// What becomes of a job next, and why, as the API tells it.
import { z } from 'zod';
import { SKIP_REASONS, TOLD_DAYS } from '../../../domain/config/schedule/skipped-words.ts';
import { TROUBLE_KINDS } from '../../../domain/job/job-trouble.ts';
import { JOB_STATES } from '../../../domain/run/job-state.ts';
import { links, time, timeOrNull } from '../paging.ts';

const remedy = z.string().nullable().describe('What to do about it; null: nothing.');

const neighbour = z.object({
  jobId: z.string().describe('Id of the job.'),
  name: z.string().nullable().describe('Its name; null: it was removed.'),
  when: z
    .enum(['completed', 'changes', 'new-pages'])
    .describe('completed: after every run that completes; else only when that run has found such.'),
});

export const outlookView = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    state: z.enum(JOB_STATES).describe('Its state.'),
    headline: z.string().describe('How the job stands, in one sentence without times.'),
    at: time.describe('When this was found, ISO 8601 in UTC: times count down from here.'),
    next: z
      .object({
        kind: z
          .enum(['run-end', 'buffered', 'retry', 'schedule', 'resume', 'nobody'])
          .describe('What happens next by itself; resume and nobody: nothing does.'),
        at: timeOrNull.describe('When, ISO 8601 in UTC; null: no time is known.'),
        why: z.string().describe('Why so, in words.'),
      })
      .describe('What happens next.'),
    waiting: z
      .array(
        z.object({
          code: z.string().describe('Reason code, from a closed list.'),
          reason: z.string().describe('What is waited for, in words.'),
          until: timeOrNull.describe('How long, ISO 8601 in UTC; null: unknown.'),
          host: z.string().nullable().describe('The host it is about; null: none.'),
          remedy,
        }),
      )
      .describe('What holds up the run that goes on, most decisive first; empty: nothing.'),
    failing: z
      .object({
        inRow: z.number().describe('Runs in a row that failed.'),
        reason: z.string().describe('Why the last one failed, in words.'),
        remedy,
      })
      .nullable()
      .describe('Why its runs fail; null: the last one did not.'),
    trouble: z
      .object({
        kind: z
          .enum(TROUBLE_KINDS)
          .describe(
            'failed; gated: paused by its quality gate; nothing-to-watch: none of its pages is one, its part fits nothing, or a field is on no page; part-lost, field-lost: what it looks for is missing; degraded: worse than usual.',
          ),
        text: z.string().describe('What is wrong, in words.'),
        since: time.describe('When it began, ISO 8601 in UTC.'),
        runId: z.string().describe('Id of the run that showed it.'),
        remedy,
      })
      .nullable()
      .describe('What is wrong with it by its last run; null: nothing.'),
    missed: z
      .object({
        text: z.string().describe('What was missed and what became of it, in words without times.'),
        from: time.describe('The first time that was missed, ISO 8601 in UTC.'),
        until: time.describe('The last one, ISO 8601 in UTC.'),
        count: z
          .number()
          .describe('How many were missed; of a schedule by the calendar some 2,000 are counted at most.'),
        madeUp: z.number().describe('How many runs made up for them.'),
        waiting: z.array(time).describe('Times that are still to be made up, oldest first.'),
      })
      .nullable()
      .describe(
        'Times of its schedule that passed while Webloom was away; null: none of late. See `config.schedule.missed`.',
      ),
    skipped: z
      .object({
        text: z.string().describe('How many they are, and why, in words without times.'),
        times: z
          .array(
            z.object({
              from: time.describe('The first of them, ISO 8601 in UTC.'),
              until: time.describe('The last of them, ISO 8601 in UTC.'),
              count: z
                .number()
                .describe('How many; fewer than the times in between where older spans were summed up.'),
              why: z
                .enum(SKIP_REASONS)
                .describe(
                  'missed: nobody began them in time, see `missed`; held: a run was going on; waited: a run was going on, and one run after it was for all of them; limit: a limit of the plan; off: late when the job was paused or stopped; changed: late when the schedule was changed.',
                ),
            }),
          )
          .describe('Oldest first.'),
      })
      .nullable()
      .describe(
        `Times of its schedule of the last ${TOLD_DAYS} days that got no run of their own; every other time that passed has a run. Null: none.`,
      ),
    run: z
      .object({
        runId: z.string().describe('Id of the run.'),
        seq: z.number().describe('Number of the run within its job.'),
        state: z.string().describe('Its state.'),
        phase: z.string().describe('discovering, or crawling.'),
        discovered: z.number().describe('URLs known so far.'),
        done: z.number().describe('URLs that have ended, whatever the outcome.'),
      })
      .nullable()
      .describe('The run that goes on; null: none.'),
    lastRun: z
      .object({
        runId: z.string().describe('Id of the run.'),
        seq: z
          .number()
          .nullable()
          .describe('Number of the run within its job; null: it is not kept any more.'),
        state: z.string().describe('How it ended.'),
        at: time.describe('When it ended, ISO 8601 in UTC.'),
        reason: z.string().nullable().describe('Why it ended so, in words; null: it completed.'),
      })
      .nullable()
      .describe('The run that ended last; null: none has.'),
    starts: z.array(neighbour).describe('Jobs that start when a run of this one completes.'),
    follows: z.array(neighbour).describe('Jobs after whose runs this one starts.'),
    links,
  })
  .meta({ id: 'JobOutlook' });

export type OutlookView = z.infer<typeof outlookView>;
