// Jobs as the API takes and shows them.
import { z } from 'zod';
import { JOB_STATES } from '../../domain/job/lifecycle.ts';
import { type JobConfig, jobConfigSchema, jobInputSchema } from '../../domain/job/schema.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';

export const jobParams = z.strictObject({ jobId: z.string().min(1).max(64) });
export const jobInput = jobInputSchema.meta({ id: 'NewJob' });
/** Members of the configuration as a merge patch has them: in part, or null to take them away. */
const patched = z.union([z.record(z.string(), z.unknown()), z.null()]).optional();
const listPatched = z.union([z.array(z.unknown()), z.null()]).optional();
/** Of a form that changes nothing of what it reads: the merged job is judged, by `jobConfigSchema`. */
export const jobPatch = z
  .strictObject({
    name: z.union([jobInputSchema.shape.name.unwrap(), z.null()]).optional(),
    config: z
      .strictObject({
        source: patched,
        fields: listPatched,
        schedule: patched,
        limits: patched,
        fetch: patched,
        changes: patched,
        overlap: z.union([jobConfigSchema.shape.overlap.unwrap(), z.null()]).optional(),
        tolerance: z.union([z.number(), z.null()]).optional(),
        giveUpAfterMs: z.union([z.number(), z.null()]).optional(),
        stopGraceMs: z.union([z.number(), z.null()]).optional(),
        retry: patched,
        dependents: listPatched,
      } satisfies Record<keyof JobConfig, z.ZodType>)
      .optional(),
  })
  .meta({ id: 'JobPatch', description: 'JSON merge patch (RFC 7396) of name and config' });
export const jobListQuery = z.strictObject({ limit, cursor, state: choices(JOB_STATES) });
export const stopQuery = z.strictObject({ force: z.enum(['true', 'false']).optional() });
export const stopBody = z.strictObject({ force: z.boolean().optional() }).nullish();
export const noContent = z.null();
export const emptyBody = z.strictObject({}).nullish();

const metrics = z.object({
  runs: z.number(),
  completedRuns: z.number(),
  successRate: z.number().nullable(),
  pages: z.number(),
  changes: z.number(),
  meanDurationMs: z.number(),
  lastRunId: z.string().nullable(),
  lastRunState: z.string().nullable(),
  lastRunAt: timeOrNull,
});

const jobSummary = z
  .object({
    jobId: z.string(),
    name: z.string(),
    state: z.enum(JOB_STATES),
    createdAt: time,
    updatedAt: time,
    nextRunAt: timeOrNull,
    sourceKind: z.string(),
    firstUrl: z.string(),
    schedule: jobConfigSchema.shape.schedule.unwrap().nullable(),
    activeRunId: z.string().nullable(),
    metrics,
    links,
    allowedTransitions: z.array(z.string()),
  })
  .meta({ id: 'JobSummary' });

/** Selectors found for a field that only has a name; runs take them from the next one on. */
const foundSelectors = z.object({
  name: z.string(),
  note: z.string(),
  locators: z.array(
    z.object({
      selector: z.string(),
      attribute: z.string().nullable(),
      kind: z.string(),
      hits: z.number(),
      pages: z.number(),
      confidence: z.number(),
      values: z.array(z.string()),
    }),
  ),
});

export const jobView = jobSummary
  .extend({
    version: z.number(),
    config: z.record(z.string(), z.unknown()),
    nextTimes: z.array(time),
    retryAt: timeOrNull,
    buffered: z
      .object({
        trigger: z.string().describe('What asked for the start that waits.'),
        since: time.describe('When it was asked for.'),
      })
      .nullable()
      .describe('A start that waits for the end of the run that is going on; null where none waits.'),
    failedInRow: z.number(),
    foundSelectors: z.array(foundSelectors),
    history: z.array(
      z.object({ at: time, from: z.string(), to: z.string(), event: z.string(), by: z.string() }),
    ),
  })
  .meta({ id: 'Job' });

export const createdJob = jobView.extend({ note: z.string().optional() }).meta({ id: 'CreatedJob' });
export const jobList = pageOf(jobSummary);

export const verbAnswer = z
  .object({
    jobId: z.string(),
    state: z.enum(JOB_STATES),
    /** It was so already. */
    same: z.boolean(),
    runId: z
      .string()
      .nullable()
      .describe('The run this is about; null where there is none, or none yet: see `buffered`.'),
    buffered: z
      .boolean()
      .describe('The start waits for the end of the run that is going on (overlap policy of the job).'),
    waitsFor: z.string().nullable().describe('Id of the run a start waits for; null where none waits.'),
    nextRunAt: timeOrNull,
    note: z.string().optional(),
    allowedTransitions: z.array(z.string()),
    links,
  })
  .meta({ id: 'JobVerbAnswer' });

export const validated = z
  .object({
    valid: z.literal(true),
    name: z.string(),
    nextTimes: z.array(time),
    config: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ValidatedJob' });

export type JobSummary = z.infer<typeof jobSummary>;
export type JobView = z.infer<typeof jobView>;
export type VerbAnswer = z.infer<typeof verbAnswer>;
export type ValidatedJob = z.infer<typeof validated>;
