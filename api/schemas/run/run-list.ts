// Runs as lists show them, what a list can be asked for, and how many runs are in each state.
import { z } from 'zod';
import { RUN_ENDINGS, RUN_STATES, type RunState } from '../../../domain/run/lifecycle.ts';
import { TRIGGERS } from '../../../domain/run/run.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from '../paging.ts';
import { mendView } from './mend.ts';
import { runLive } from './run-live.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

const REASON_FORM = /^[a-z]+(?:-[a-z]+)*(?:,[a-z]+(?:-[a-z]+)*)*$/;
const MAX_MS = 365 * DAY_MS;

function moment(what: string) {
  return z.iso.datetime({ offset: true }).optional().describe(what);
}

export const reasonCodes = z
  .string()
  .max(300)
  .regex(REASON_FORM, 'Give codes of reasons such as too-many-failures, with commas between.')
  .transform((text) => text.split(','))
  .optional();

export const runListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(RUN_STATES),
  ending: choices(RUN_ENDINGS),
  trigger: choices(TRIGGERS),
  jobId: z.string().max(64).optional().describe('Id of the job.'),
  q: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Only of jobs whose name holds this, in any case; of the 200 newest of them.'),
  reason: reasonCodes.describe(
    'Only those that ended for one of these reasons; several codes with commas between.',
  ),
  startedFrom: moment('Only those that started at this time or later, ISO 8601.'),
  startedTo: moment('Only those that started before this time, ISO 8601.'),
  endedFrom: moment('Only those that ended at this time or later, ISO 8601.'),
  endedTo: moment('Only those that ended before this time, ISO 8601.'),
  minDurationMs: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_MS)
    .optional()
    .describe('Only those that took this long, or go on for this long already, ms.'),
  chain: z
    .string()
    .max(64)
    .optional()
    .describe('Only the runs of its chain, itself among them: id of a run, the first one or any other.'),
  counts: z.enum(['true', 'false']).optional().describe('true: with the number of runs in each state.'),
});

export const ledger = z.object({
  discovered: z.number().describe('URLs accepted into the run.'),
  stored: z.number().describe('Stored as a new version.'),
  unchanged: z.number().describe('Looked at and found as before.'),
  failed: z.number().describe('Could not be had or read.'),
  skipped: z.number().describe('Not visited, for a reason.'),
  pending: z.number().describe('Wait for their visit.'),
  inFlight: z.number().describe('Being fetched or read.'),
});

const endingReason = z
  .object({
    code: z.string().describe('Reason code, from a closed list.'),
    means: z.string().describe('What the reason means, in words.'),
    detail: z.string().describe('What happened, in words.'),
    remedy: z.string().nullable().describe('What to do about it; null: nothing.'),
  })
  .nullable()
  .describe('Why it ended so, with what to do; null while it goes on.');

const metrics = z
  .object({
    chunks: z.number().describe('Chunks that were stored.'),
    requests: z.number().describe('Requests that were sent.'),
    wireBytes: z.number().describe('Bytes that came over the wire.'),
    waitMs: z.number().describe("Time spent waiting for the hosts' pace, ms."),
    cpuMs: z.number().describe('CPU time of the stages, ms.'),
    deferred: z.number().describe('Visits handed back for later.'),
    notKept: z
      .number()
      .describe(
        'Pages that had answered and were not stored because the run was ended before; the next run fetches them again. 0 while it goes on.',
      ),
    changes: z.number().describe('Changes found.'),
    priceChanges: z.number().describe('Prices that changed.'),
    pricePoints: z.number().describe('Prices that were read.'),
    pagesPerSecond: z.number().describe('Pages a second over the whole run.'),
  })
  .describe('Figures of the run.');

export const runSummary = z
  .object({
    runId: z.string().describe('Id of the run.'),
    jobId: z.string().describe('Id of the job.'),
    jobName: z.string().describe('Name of the job.'),
    seq: z.number().describe('Number of the run in its job, rising.'),
    trigger: z
      .string()
      .describe('Why it started: manual, schedule, dependency, retry, restart, confirm or replay.'),
    startedBy: z
      .string()
      .nullable()
      .describe(
        '`temporal` where the schedule was triggered by hand in Temporal, `webhook` and its name for a start link of the job; null where the trigger says it.',
      ),
    parentRunId: z
      .string()
      .nullable()
      .describe('The run of another job that started it; null: it was started otherwise.'),
    rootRunId: z
      .string()
      .nullable()
      .describe('The first run of its chain; null: it was not started by a run.'),
    depth: z
      .number()
      .describe('How many runs started each other before it, ten at most; 0: it is the first.'),
    mend: mendView
      .nullable()
      .describe('Set on a run that fetches nothing and mends what is stored; null: an ordinary run.'),
    slot: z.string().nullable().describe('The scheduled time it stands for; null: it was not scheduled.'),
    state: z.enum(RUN_STATES).describe('Its state.'),
    phase: z.string().describe('discovering: its URLs are being collected; crawling: they are visited.'),
    createdAt: time.describe('When it was created, ISO 8601 in UTC.'),
    startedAt: timeOrNull.describe('When it began, ISO 8601 in UTC.'),
    finishedAt: timeOrNull.describe('When it ended, ISO 8601 in UTC; null while it goes on.'),
    durationMs: z.number().describe('How long it took, or has gone on, in ms.'),
    ending: z.enum(RUN_ENDINGS).nullable().describe('How it ended; null while it goes on.'),
    endingReason,
    ledger: ledger.describe('Its URLs by class; the classes add up to `discovered` at every moment.'),
    live: runLive,
    metrics,
    allowedTransitions: z.array(z.string()).describe('What can be asked of it in its present state.'),
    links,
  })
  .meta({ id: 'RunSummary' });

function countOf(state: RunState) {
  return z.number().describe(`Runs that are ${state}.`);
}

const stateCounts = z.object({
  starting: countOf('starting'),
  running: countOf('running'),
  paused: countOf('paused'),
  stopping: countOf('stopping'),
  finalizing: countOf('finalizing'),
  completed: countOf('completed'),
  failed: countOf('failed'),
  stopped: countOf('stopped'),
} satisfies Record<RunState, z.ZodNumber>);

export const runList = pageOf(runSummary).extend({
  counts: stateCounts
    .nullable()
    .describe('Runs in each state, of the job or of all, whatever the other filters; null: not asked for.'),
});

export type RunListQuery = z.output<typeof runListQuery>;
export type RunSummaryView = z.infer<typeof runSummary>;
export type RunListView = z.infer<typeof runList>;
