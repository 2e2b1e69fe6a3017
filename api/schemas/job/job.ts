// Jobs as the API accepts and shows them.
import { z } from 'zod';
import { JOB_STATES } from '../../../domain/run/job-state.ts';
import { type JobConfig, jobConfigSchema, jobInputSchema } from '../../../domain/config/schema.ts';
import { deprecated } from '../deprecated.ts';
import { links, time, timeOrNull, transitions } from '../paging.ts';
import { verbEffect } from '../verb-effect.ts';

export const jobParams = z.strictObject({ jobId: z.string().min(1).max(64).describe('Id of the job.') });
const chosenId = z
  .string()
  .max(64)
  .optional()
  .describe(
    'Id of the new job, as POST /v1/schedules/describe or POST /v1/jobs/validate proposed it to this workspace: an interval begins at a moment that depends on it, so the times that were shown with it are those of the job. Absent: Webloom makes one.',
  );
export const jobInput = jobInputSchema.extend({ jobId: chosenId }).meta({
  id: 'NewJob',
  examples: [
    { config: { source: { kind: 'pages', urls: ['https://example.com/kettles/copper'] } } },
    {
      name: 'Kettles',
      tags: ['shop'],
      note: 'For the kitchen: ask Anna before buying.',
      config: {
        source: { kind: 'listing', start: ['https://example.com/kettles'] },
        schedule: { kind: 'cron', cron: '0 18 * * 1-5', timezone: 'Europe/Berlin' },
        changes: { watch: 'price-and-stock' },
      },
      start: true,
    },
  ],
});
type PatchForm = z.ZodType<unknown>;
const PART: PatchForm = z.record(z.string(), z.unknown());
const LIST: PatchForm = z.array(z.unknown());
/**
 * A member of the configuration in a merge patch: an object in part, a list as a whole, or null to remove it.
 */
function patched(member: keyof JobConfig, form: PatchForm) {
  const { description = '' } = jobConfigSchema.shape[member];
  return z.union([form, z.null()]).optional().describe(description);
}
/** Changes nothing of what it parses: `jobConfigSchema` checks the merged job. */
export const jobPatch = z
  .strictObject({
    name: z.union([jobInputSchema.shape.name.unwrap(), z.null()]).optional().describe('Its name.'),
    note: jobInputSchema.shape.note.describe(
      'What it is for; null or blank: nothing. No part of the configuration: its version stays.',
    ),
    tags: z
      .union([jobInputSchema.shape.tags.unwrap(), z.null()])
      .optional()
      .describe(
        'Its tags, all of them; null: none. They are no part of the configuration: its version stays.',
      ),
    config: z
      .strictObject({
        source: patched('source', PART).describe(
          'Where its URLs come from; another kind takes the place of the present one.',
        ),
        fields: patched('fields', LIST).describe('Fields to take from pages, all of them.'),
        schedule: patched('schedule', PART).describe('When it runs; null: no schedule any more.'),
        limits: patched('limits', PART).describe('What a run may take.'),
        fetch: patched('fetch', PART).describe('How pages are fetched.'),
        changes: patched('changes', PART).describe('What counts as a change.'),
        overlap: patched('overlap', jobConfigSchema.shape.overlap.unwrap()).describe(
          'What becomes of a start while a run goes on: skip it, let one wait, or stop the one that goes on.',
        ),
        tolerance: patched('tolerance', z.number()).describe(
          'Share of failed pages a completed run may have, 0 to 1.',
        ),
        giveUpAfterMs: patched('giveUpAfterMs', z.number()).describe(
          'A visit a host keeps refusing is given up after this, ms.',
        ),
        stopGraceMs: patched('stopGraceMs', z.number()).describe(
          'What running work gets when a run is stopped, ms.',
        ),
        retry: patched('retry', PART).describe('Whether a failed run is tried again.'),
        link: patched('link', z.string()).describe('Where people look at the page.'),
        gates: patched('gates', LIST).describe('Quality gates: what of a run pauses the job, all of them.'),
        retention: patched('retention', PART).describe(
          'How long things of this job are kept; null: as its workspace says.',
        ),
        dependents: patched('dependents', LIST).describe('Jobs that start when a run of this one completes.'),
      } satisfies Record<keyof JobConfig, z.ZodType>)
      .optional()
      .describe('Members that change; null puts one back to its default.'),
  })
  .meta({
    id: 'JobPatch',
    examples: [{ name: 'Copper kettles', config: { schedule: null } }],
    description: 'JSON merge patch (RFC 7396) of name, tags, note and config',
  });
export const validateQuery = z.strictObject({
  of: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('Id of a job that is there: it is checked as it would become, and ••• keeps its secrets.'),
});
export const stopQuery = z.strictObject({
  force: z
    .enum(['true', 'false'])
    .optional()
    .describe('Without grace: at once, what is scraped and not stored stays for a replay.'),
});
export const stopBody = z
  .strictObject({
    force: z
      .boolean()
      .optional()
      .describe('Without grace: at once, what is scraped and not stored stays for a replay.'),
  })
  .nullish();
export const emptyBody = z.strictObject({}).nullish();

const metrics = z.object({
  runs: z.number().describe('Runs that have ended.'),
  completedRuns: z.number().describe('Runs that completed.'),
  successRate: z.number().nullable().describe('Share of runs that completed, 0 to 1; null before the first.'),
  pages: z.number().describe('Pages it knows.'),
  changes: z.number().describe('Changes found.'),
  meanDurationMs: z.number().describe('Mean duration of its runs in ms.'),
  lastRunId: z.string().nullable().describe('Its latest run; null: it never ran.'),
  lastRunState: z.string().nullable().describe('How that one ended; null: it never ran.'),
  lastRunAt: timeOrNull.describe('When that one ended, ISO 8601 in UTC.'),
});

export const jobSummary = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    name: z.string().describe('Its name.'),
    note: z.string().nullable().describe('What it is for, in its user’s words; null: nothing is said.'),
    tags: z.array(z.string()).describe('Its tags.'),
    state: z.enum(JOB_STATES).describe('Its state.'),
    headline: z
      .string()
      .describe('How the job stands, in one sentence; its outlook tells more of a run that goes on.'),
    createdAt: time.describe('When it was created, ISO 8601 in UTC.'),
    updatedAt: time.describe('When its configuration or state changed last, ISO 8601 in UTC.'),
    nextRunAt: timeOrNull.describe('When the next run is due, ISO 8601 in UTC; null: none is planned.'),
    sourceKind: z.string().describe('Where its URLs come from.'),
    firstUrl: z.string().describe('The first address of its source.'),
    scheduleText: z.string().nullable().describe('Its schedule in words, as "every 15 minutes"; null: none.'),
    schedule: jobConfigSchema.shape.schedule
      .unwrap()
      .nullable()
      .describe('When it runs; null: when somebody starts it.'),
    activeRun: z
      .object({ runId: z.string().describe('Id of the run.') })
      .nullable()
      .describe('The run that goes on; null: none.'),
    activeRunId: deprecated(z.string().nullable(), '`runId` of `activeRun`'),
    metrics: metrics.describe('Figures over its runs.'),
    links,
    allowedTransitions: z.array(z.string()).describe('What can be asked of it in its present state.'),
  })
  .meta({ id: 'JobSummary' });

/** Selectors found for a field without a selector; the next run uses them. */
const foundSelectors = z.object({
  name: z.string().describe('Name of the field.'),
  note: z.string().describe('What it was found by, in words.'),
  locators: z
    .array(
      z.object({
        selector: z.string().describe('CSS selector.'),
        attribute: z.string().nullable().describe('Attribute that holds the value; null: its text.'),
        kind: z.string().describe('How it was found.'),
        hits: z.number().describe('Pages on which it found the value.'),
        pages: z.number().describe('Pages it was tried on.'),
        confidence: z.number().describe('How sure it is, 0 to 1.'),
        values: z.array(z.string()).describe('Values it found, a few.'),
      }),
    )
    .describe('How it is found, in the order they are tried.'),
});

const notices = z
  .array(
    z.object({
      code: z
        .enum([
          'delay-raised',
          'secret-withheld',
          'unchecked-certificate',
          'too-often',
          'host-full',
          'nothing-to-watch',
          'store-short',
          'store-filling',
          'starts-late',
          'no-language-model',
          'tag-settings-refused',
        ])
        .describe(
          'What kind of notice it is. nothing-to-watch: by its own rules, or by what a look at its page within the last hour has shown; said when the job is checked, created or changed. store-short: the embedded store has no room for its pages; store-filling: it is at least half full; starts-late: more starts come than are done; all said then, too.',
        ),
      pointer: z.string().describe('JSON pointer to the part of the job it is about.'),
      detail: z.string().describe('What the job asks for, and what it gets.'),
      remedy: z.string().describe('What to do about it, and who can.'),
    }),
  )
  .describe('What the job asks for and does not get; no faults: it is taken as it is. Empty: it gets all.');

export const jobView = jobSummary
  .extend({
    version: z.number().describe('Version of its configuration, rising with every change.'),
    etag: z.string().describe('What If-Match takes, without quotes: it guards configuration, tags and note.'),
    config: z
      .record(z.string(), z.unknown())
      .describe('Its configuration, defaults filled in; secret values are shown as •••.'),
    provenance: z
      .array(
        z.object({
          member: z.string().describe('Path of the member, as fetch.delayMs.'),
          tag: z
            .string()
            .nullable()
            .describe('The tag whose settings it is from; null: the job says it itself.'),
        }),
      )
      .describe('Where the members of the configuration come from that are no defaults.'),
    nextTimes: z.array(time).describe('The next ten times of its schedule, ISO 8601 in UTC.'),
    retryAt: timeOrNull.describe('When a failed run is tried again, ISO 8601 in UTC; null: it is not.'),
    buffered: z
      .object({
        trigger: z.string().describe('What asked for the start that waits.'),
        since: time.describe('When it was asked for.'),
      })
      .nullable()
      .describe('A start that waits for the end of the run that is going on; null where none waits.'),
    failedInRow: z.number().describe('Runs in a row that failed.'),
    notices,
    foundSelectors: z
      .array(foundSelectors)
      .describe('Selectors found for fields that have only a name; runs take them from the next one on.'),
    history: transitions,
  })
  .meta({ id: 'Job' });

export const createdJob = jobView
  .extend({
    startNote: z.string().optional().describe('What should be known about its first start, in words.'),
  })
  .meta({ id: 'CreatedJob' });

export const verbAnswer = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    name: z.string().describe('Its name.'),
    state: z.enum(JOB_STATES).describe('Its state.'),
    same: z.boolean().describe('It was so already.'),
    runId: z
      .string()
      .nullable()
      .describe('The run this is about; null where there is none, or none yet: see `buffered`.'),
    buffered: z
      .boolean()
      .describe('The start waits for the end of the run that is going on (overlap policy of the job).'),
    waitsFor: z.string().nullable().describe('Id of the run a start waits for; null where none waits.'),
    nextRunAt: timeOrNull.describe('When the next run is due, ISO 8601 in UTC; null: none is planned.'),
    note: z.string().optional().describe('What should be known about the answer, in words.'),
    ...verbEffect,
    warning: z
      .string()
      .nullable()
      .describe(
        'Of what makes starts: that they are late already, and what helps; null: they are in time, or it starts nothing.',
      ),
    allowedTransitions: z.array(z.string()).describe('What can be asked of it in its present state.'),
    links,
  })
  .meta({ id: 'JobVerbAnswer' });

export const validated = z
  .object({
    valid: z.literal(true).describe('The job could be created as it is.'),
    jobId: z.string().describe('Id of the job that has these next times, if it is given to POST /v1/jobs.'),
    name: z.string().describe('Its name, given or made.'),
    nextTimes: z.array(time).describe('The next ten times of its schedule, ISO 8601 in UTC.'),
    config: z.record(z.string(), z.unknown()).describe('The configuration with its defaults.'),
    notices,
  })
  .meta({ id: 'ValidatedJob' });

export type JobSummary = z.infer<typeof jobSummary>;
export type JobView = z.infer<typeof jobView>;
export type VerbAnswer = z.infer<typeof verbAnswer>;
export type ValidatedJob = z.infer<typeof validated>;
