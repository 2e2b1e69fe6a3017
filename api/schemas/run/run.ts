// Runs as the API shows them: state, ledger, metrics, reasons, pages, and why nothing moves.
import { z } from 'zod';
import { CHANGE_STEPS, type ChangeStep } from '../../../domain/change/step.ts';
import { START_CODES } from '../../../domain/config/dependent/dependent.ts';
import { RUN_STATES } from '../../../domain/run/lifecycle.ts';
import { OUTCOMES } from '../../../domain/run/outcome.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull, transitions } from '../paging.ts';
import { degradationView, gateHits, releaseView } from './degradation.ts';
import { fallbackKind, fallbackView, takenFallbacks } from './fallback.ts';
import { reasonCodes, runSummary } from './run-list.ts';
import { pictureSize } from '../page.ts';
import { sourceView } from './source.ts';
import { verbEffect } from '../verb-effect.ts';

export const runParams = z.strictObject({ runId: z.string().min(1).max(64).describe('Id of the run.') });
export const runPageParams = z.strictObject({
  runId: z.string().min(1).max(64).describe('Id of the run.'),
  urlKey: z.string().min(1).max(64).describe('Key of the canonical URL: 128 bits of its SHA-256.'),
});
const PAGE_OUTCOMES = [...OUTCOMES, 'pending', 'in-flight'] as const;

export const runPageQuery = z.strictObject({
  limit,
  cursor,
  outcome: choices(PAGE_OUTCOMES),
  reason: reasonCodes.describe('Only those that ended for one of these reasons; several codes with commas.'),
  fallback: fallbackKind,
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Only addresses that hold this, in any case. A page of the list may be short although more follow.',
    ),
});

export const failureQuery = z.strictObject({
  limit,
  cursor,
  dead: z.enum(['true', 'false']).optional().describe('true: dead letters alone.'),
});

const reasonCount = z.object({
  code: z.string().describe('Reason code, from a closed list.'),
  count: z.number().describe('How many.'),
  outcome: z.string().describe('Class of the ledger it ended in, or pending, in-flight.'),
  means: z.string().describe('What the reason means, in words.'),
});

const parentView = z
  .object({
    runId: z.string().describe('Id of the run.'),
    jobId: z.string().nullable().describe('Its job; null: the run is not kept any more.'),
    jobName: z.string().nullable().describe('Name of that job; null: it was removed.'),
    pages: z
      .enum(['new', 'changed'])
      .nullable()
      .describe('It visits the pages that were new, or changed, in that run; null: its own.'),
  })
  .nullable()
  .describe('The run that started it; null: it was started otherwise.');

const dependentView = z.object({
  jobId: z.string().describe('Id of the job.'),
  jobName: z.string().describe('Its name at that time.'),
  code: z
    .enum(START_CODES)
    .describe(
      'started; waits: for the end of a run of that job; no-changes, no-new-pages: its condition did not hold; not-pages: it finds its pages itself by now; too-deep: ten runs started each other already; refused: the job could not start; job-gone: it was removed.',
    ),
  detail: z.string().describe('The same in words, with what was found.'),
  runId: z.string().nullable().describe('Its run; null: it has none.'),
  at: time.describe('When it was decided, ISO 8601 in UTC.'),
});

export const runView = runSummary
  .extend({
    details: z
      .object({
        state: z
          .enum(['kept', 'packed', 'gone'])
          .describe(
            'packed: in one compressed file, and told as before; gone: its pages, failures and comparisons are told no more.',
          ),
        since: timeOrNull.describe('Since when, ISO 8601 in UTC; null: from its beginning.'),
      })
      .describe('Whether it is still known how each of its pages ended; counts and receipt are kept always.'),
    workflowId: z.string().describe('Id of the workflow in Temporal.'),
    jobVersion: z.number().describe('Version of the configuration it runs with.'),
    fields: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          locators: z.array(z.string()).describe('Selectors, in the order they are tried.'),
        }),
      )
      .describe("The job's fields with the selectors this run uses, in the order they are tried."),
    graceMs: z.number().describe('What work in flight gets when the run is stopped, ms.'),
    graceEndsAt: timeOrNull.describe(
      'While it is being stopped: until when pages may still be fetched, ISO 8601 in UTC; what is fetched by then is still stored. Null: it is not being stopped.',
    ),
    reasons: z.array(reasonCount).describe('Why visits ended as they did, most frequent first.'),
    missingFields: z
      .record(z.string(), z.number())
      .describe('Pages on which a required field of the job was not found, by the name of the field'),
    fallbacks: z
      .array(fallbackView)
      .describe('What was done in another way than was meant, one for each kind; empty: nothing.'),
    degradation: degradationView,
    gateHits,
    hold: releaseView,
    droppedLinks: z.record(z.string(), z.number()).describe('Links that were left out, by reason.'),
    source: sourceView,
    parent: parentView,
    dependents: z
      .array(dependentView)
      .describe('What became of the jobs that follow its job, after this run; empty while it goes on.'),
    gate: z
      .object({
        seq: z.number().describe('Number of the latest pause, resume or stop.'),
        acknowledged: z.number().describe('The last number the workflow acts on.'),
      })
      .describe('Whether the workflow has heard of the latest pause, resume or stop.'),
    history: transitions,
  })
  .meta({ id: 'Run' });

export const runStopAnswer = z
  .object({
    runId: z.string().describe('Id of the run.'),
    state: z.enum(RUN_STATES).describe('Its state.'),
    same: z.boolean().describe('It was so already: nothing happened.'),
    ...verbEffect,
    links,
  })
  .meta({ id: 'RunStopAnswer' });

const attempts = z
  .number()
  .describe(
    'Attempts that brought no page: requests that failed and messages no scraper answered. The first one counts, so `fetch.maxAttempts` is the most; 0 = the first one brought it.',
  );

const outcomePart = {
  outcome: z.string().describe('Class of the ledger it ended in, or pending, in-flight.'),
  reason: z.string().nullable().describe('Reason code; null while it is open.'),
  means: z.string().nullable().describe('What the reason means, in words.'),
};

const runPage = z
  .object({
    urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
    url: z.string().describe('Its canonical URL.'),
    depth: z.number().nullable().describe('Links away from the source; null for an item of a listing.'),
    ...outcomePart,
    status: z.number().nullable().describe('HTTP status; null: there was no answer.'),
    pageType: z.string().nullable().describe('What kind of page it is; null: it was not judged.'),
    attempts,
    visit: z.number().describe('Which look at the URL in this run it is, from 1.'),
    elapsedMs: z.number().nullable().describe('How long the fetch took, ms.'),
    fetchedAt: timeOrNull.describe('When it was fetched, ISO 8601 in UTC; null: it was not.'),
    dueAt: timeOrNull.describe('When it is due, ISO 8601 in UTC; null: it does not wait.'),
    changes: z.number().describe('Changes found on it in this run.'),
    missingFields: z.array(z.string()).describe('Required fields of the job that were not found on the page'),
    fallbacks: takenFallbacks,
    links,
  })
  .meta({ id: 'RunPage' });
export const runPageList = pageOf(runPage);

const failurePicture = pictureSize
  .nullable()
  .describe('How large the picture is of what was on the screen when a step failed; null: none is kept.');

export const pageStory = z
  .object({
    runId: z.string().describe('Id of the run.'),
    urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
    url: z.string().describe('Its canonical URL.'),
    ...outcomePart,
    story: z.array(z.string()).describe('The answer in words, most important first.'),
    visits: z
      .array(
        z.object({
          chunkNo: z.number().describe('Number of the chunk in its run.'),
          chunkState: z.string().describe('State of that chunk.'),
          visit: z.number().describe('Which look at the URL in this run it is, from 1.'),
          ...outcomePart,
          detail: z.string().nullable().describe('What happened, in words.'),
          status: z.number().nullable().describe('HTTP status; null: there was no answer.'),
          attempts,
          requests: z.number().describe('Requests that were sent.'),
          wireBytes: z.number().describe('Bytes that came over the wire.'),
          elapsedMs: z.number().describe('How long the fetch took, ms.'),
          waitMs: z.number().describe("Time spent waiting for the hosts' pace, ms."),
          fetchedAt: timeOrNull.describe('When it was fetched, ISO 8601 in UTC; null: it was not.'),
          pageType: z.string().nullable().describe('What kind of page it is; null: it was not judged.'),
          why: z.array(z.string()).describe('What led to it, in words.'),
          fallbacks: takenFallbacks,
          step: z
            .enum(Object.keys(CHANGE_STEPS) as ChangeStep[])
            .nullable()
            .describe('The step of the change engine that decided; null: the page was not compared.'),
        }),
      )
      .describe('Its looks in this run, oldest first.'),
    changes: z
      .array(
        z.object({
          changeId: z.string().describe('Id of the change.'),
          summary: z.string().describe('In words.'),
          state: z.string().describe('Its state.'),
          severity: z.string().describe('minor, notable or major.'),
        }),
      )
      .describe('Changes found on it in this run.'),
    picture: failurePicture,
    links,
  })
  .meta({ id: 'PageStory' });

const failureView = z
  .object({
    urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
    url: z.string().describe('Its canonical URL.'),
    outcome: z.enum(['failed', 'skipped']).describe('failed or skipped.'),
    reason: z.string().describe('Reason code.'),
    means: z.string().describe('What the reason means, in words.'),
    detail: z.string().describe('What happened, in words.'),
    status: z.number().nullable().describe('HTTP status; null: there was no answer.'),
    attempts,
    dead: z.boolean().describe('Its attempts are used up: it waits as a dead letter.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    picture: failurePicture,
  })
  .meta({ id: 'Failure' });
export const failureList = pageOf(failureView);

export const whyIdleView = z
  .object({
    runId: z.string().describe('Id of the run.'),
    state: z.enum(RUN_STATES).describe('Its state.'),
    idle: z.boolean().describe('False: something is being worked on right now.'),
    reasons: z
      .array(
        z.object({
          code: z.string().describe('Reason code, from a closed list.'),
          detail: z.string().describe('What happened, in words.'),
          until: timeOrNull.describe('How long it lasts, ISO 8601 in UTC; null: unknown.'),
          remedy: z.string().nullable().describe('What to do about it; null: nothing.'),
          host: z.string().nullable().describe('The host it is about; null: none.'),
          delayMs: z
            .number()
            .nullable()
            .describe(
              'Pause between two requests to the host, where that is the reason; null: it is another.',
            ),
        }),
      )
      .describe('What is in force, most decisive first.'),
  })
  .meta({ id: 'WhyIdle' });

export type RunView = z.infer<typeof runView>;
export type RunPageView = z.infer<typeof runPage>;
export type PageStory = z.infer<typeof pageStory>;
export type FailureView = z.infer<typeof failureView>;
export type WhyIdleView = z.infer<typeof whyIdleView>;
export type RunPageQuery = z.output<typeof runPageQuery>;
