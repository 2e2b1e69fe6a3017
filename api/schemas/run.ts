// Runs as the API shows them: state, ledger, metrics, reasons, pages, and why nothing moves.
import { z } from 'zod';
import { RUN_ENDINGS, RUN_STATES } from '../../domain/run/lifecycle.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';

export const runParams = z.strictObject({ runId: z.string().min(1).max(64) });
export const runPageParams = z.strictObject({
  runId: z.string().min(1).max(64),
  urlKey: z.string().min(1).max(64),
});
export const runListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(RUN_STATES),
  jobId: z.string().max(64).optional(),
});
export const failureQuery = z.strictObject({ limit, cursor, dead: z.enum(['true', 'false']).optional() });

const ledger = z.object({
  discovered: z.number(),
  stored: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  skipped: z.number(),
  pending: z.number(),
  inFlight: z.number(),
});

const reasonCount = z.object({
  code: z.string(),
  count: z.number(),
  outcome: z.string(),
  means: z.string(),
});

const sourceView = z
  .object({
    state: z
      .enum(['reading', 'waiting', 'read'])
      .describe(
        'reading: a document is being read; waiting: more is read when most of the URLs so far are visited; read: nothing more is read.',
      ),
    reading: z
      .object({
        url: z.string().describe('Address of the document.'),
        urls: z.number().describe('URLs of the run it has given so far.'),
        since: time.describe('When it was asked for.'),
      })
      .nullable()
      .describe('The sitemap or feed being read now.'),
    documents: z.number().describe('Sitemaps and feeds dealt with, indexes and faulty ones included.'),
    left: z.number().describe('Documents known and not read; after the end: left out by the limit of pages.'),
    urls: z.number().describe('URLs of the run the documents named, each time they named it.'),
    leftOut: z.number().describe('URLs known to be left out by the limit of pages.'),
    faults: z
      .array(
        z.object({
          url: z.string().describe('Address of the document.'),
          code: z
            .string()
            .describe(
              'What was wrong: a reason code, or cut-off, damaged, oversized, empty, not-a-sitemap, body-missing, too-deep, too-many-documents.',
            ),
          detail: z.string().describe('The same in words.'),
          urls: z.number().describe('URLs it gave all the same.'),
          at: time.describe('When it was found.'),
        }),
      )
      .describe('Documents that were faulty, the first twenty of them; the others count.'),
    faultCount: z.number().describe('Faulty documents in all.'),
  })
  .nullable()
  .describe('How far the run is with the documents its URLs come from; null where there are none.');

export const runView = z
  .object({
    runId: z.string(),
    jobId: z.string(),
    seq: z.number(),
    trigger: z.string(),
    startedBy: z
      .string()
      .nullable()
      .describe(
        '`temporal` where the schedule was triggered by hand in Temporal; null where the trigger says it.',
      ),
    slot: z.string().nullable(),
    state: z.enum(RUN_STATES),
    phase: z.string(),
    workflowId: z.string(),
    jobVersion: z.number(),
    /** The job's fields with the selectors this run uses, given or found, in the order they are tried. */
    fields: z.array(z.object({ name: z.string(), locators: z.array(z.string()) })),
    createdAt: time,
    startedAt: timeOrNull,
    finishedAt: timeOrNull,
    durationMs: z.number(),
    ending: z.enum(RUN_ENDINGS).nullable(),
    endingReason: z
      .object({ code: z.string(), means: z.string(), detail: z.string(), remedy: z.string().nullable() })
      .nullable(),
    ledger,
    metrics: z.object({
      chunks: z.number(),
      requests: z.number(),
      wireBytes: z.number(),
      waitMs: z.number(),
      cpuMs: z.number(),
      deferred: z.number(),
      changes: z.number(),
      priceChanges: z.number(),
      pricePoints: z.number(),
      pagesPerSecond: z.number(),
    }),
    reasons: z.array(reasonCount),
    missingFields: z
      .record(z.string(), z.number())
      .describe('Pages on which a required field of the job was not found, by the name of the field'),
    droppedLinks: z.record(z.string(), z.number()),
    source: sourceView,
    gate: z.object({ seq: z.number(), acknowledged: z.number() }),
    history: z.array(
      z.object({ at: time, from: z.string(), to: z.string(), event: z.string(), by: z.string() }),
    ),
    allowedTransitions: z.array(z.string()),
    links,
  })
  .meta({ id: 'Run' });

export const runList = pageOf(runView);

export const runStopAnswer = z
  .object({ runId: z.string(), state: z.enum(RUN_STATES), same: z.boolean(), links })
  .meta({ id: 'RunStopAnswer' });

const outcomePart = {
  outcome: z.string(),
  reason: z.string().nullable(),
  means: z.string().nullable(),
};

const runPage = z
  .object({
    urlKey: z.string(),
    url: z.string(),
    depth: z.number().nullable().describe('Links away from the source; null for an item of a listing.'),
    ...outcomePart,
    status: z.number().nullable(),
    pageType: z.string().nullable(),
    attempts: z.number(),
    visit: z.number(),
    elapsedMs: z.number().nullable(),
    fetchedAt: timeOrNull,
    dueAt: timeOrNull,
    changes: z.number(),
    missingFields: z.array(z.string()).describe('Required fields of the job that were not found on the page'),
    links,
  })
  .meta({ id: 'RunPage' });
export const runPageList = pageOf(runPage);

export const pageStory = z
  .object({
    runId: z.string(),
    urlKey: z.string(),
    url: z.string(),
    ...outcomePart,
    /** The answer in words, most important first. */
    story: z.array(z.string()),
    visits: z.array(
      z.object({
        chunkNo: z.number(),
        chunkState: z.string(),
        visit: z.number(),
        ...outcomePart,
        detail: z.string().nullable(),
        status: z.number().nullable(),
        attempts: z.number(),
        requests: z.number(),
        wireBytes: z.number(),
        elapsedMs: z.number(),
        waitMs: z.number(),
        fetchedAt: timeOrNull,
        pageType: z.string().nullable(),
        why: z.array(z.string()),
      }),
    ),
    changes: z.array(
      z.object({ changeId: z.string(), summary: z.string(), state: z.string(), severity: z.string() }),
    ),
    links,
  })
  .meta({ id: 'PageStory' });

const failureView = z
  .object({
    urlKey: z.string(),
    url: z.string(),
    outcome: z.enum(['failed', 'skipped']),
    reason: z.string(),
    means: z.string(),
    detail: z.string(),
    status: z.number().nullable(),
    attempts: z.number(),
    dead: z.boolean(),
    at: time,
  })
  .meta({ id: 'Failure' });
export const failureList = pageOf(failureView);

export const whyIdleView = z
  .object({
    runId: z.string(),
    state: z.enum(RUN_STATES),
    /** False: something is being worked on right now. */
    idle: z.boolean(),
    reasons: z.array(
      z.object({
        code: z.string(),
        detail: z.string(),
        until: timeOrNull,
        remedy: z.string().nullable(),
        host: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WhyIdle' });

export type RunView = z.infer<typeof runView>;
export type RunPageView = z.infer<typeof runPage>;
export type PageStory = z.infer<typeof pageStory>;
export type FailureView = z.infer<typeof failureView>;
export type WhyIdleView = z.infer<typeof whyIdleView>;
export type RunStopAnswer = z.infer<typeof runStopAnswer>;
