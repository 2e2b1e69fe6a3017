// How a run did its work: its chunks by stage, its speed over time, its reasons with examples, and how it
// differs from another run of the job.
import { z } from 'zod';
import { CHUNK_STATES, STAGES } from '../../../domain/run/chunk.ts';
import type { RunDifference } from '../../../domain/run/report/compare-runs.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from '../paging.ts';
import { runSummary } from './run-list.ts';

export const chunkQuery = z.strictObject({ limit, cursor, state: choices(CHUNK_STATES) });

const stage = z.object({
  stage: z.enum(STAGES).describe('Name of the stage.'),
  startedAt: timeOrNull.describe('When it began to work on the chunk, ISO 8601 in UTC; null: not told.'),
  finishedAt: timeOrNull.describe('When it was done, ISO 8601 in UTC; null: it is not.'),
  attempts: z.number().describe('The attempt that gave the result; 1: the first.'),
});

const chunkView = z
  .object({
    chunkNo: z.number().describe('Number of the chunk in its run, from 1.'),
    state: z
      .enum(CHUNK_STATES)
      .describe(
        'planned: being fetched or about to be; scraped: being read; storing: being stored; committed: done; dropped: the run ended before.',
      ),
    visits: z.number().describe('Visits in it.'),
    answered: z.number().describe('Visits that are fetched.'),
    deferred: z.number().describe('Visits handed back for later.'),
    hosts: z.array(z.string()).describe('The first three of its hosts; empty in chunks of earlier versions.'),
    hostCount: z.number().describe('Its hosts in all.'),
    stages: z.array(stage).describe('The stages it has been through or is in, in their order.'),
    working: z
      .object({
        stage: z.enum(STAGES).describe('The stage it is in.'),
        agentId: z.string().nullable().describe('The process that works on it; null: not known.'),
        since: timeOrNull.describe('Since when, ISO 8601 in UTC; null: it waits for its turn.'),
      })
      .nullable()
      .describe('Where it is now; null: it is done.'),
    waitMs: z.number().describe("Time its visits spent waiting for the hosts' pace, summed over them, ms."),
    plannedAt: time.describe('When it was cut, ISO 8601 in UTC.'),
    committedAt: timeOrNull.describe('When it was stored, ISO 8601 in UTC; null: it is not.'),
    reasons: z.record(z.string(), z.number()).describe('How its visits ended, by reason code.'),
  })
  .meta({ id: 'RunChunk' });
export const chunkList = pageOf(chunkView);

export const runRate = z
  .object({
    runId: z.string().describe('Id of the run.'),
    from: time.describe('Begin of the first bucket, ISO 8601 in UTC.'),
    to: time.describe('End of the run, or now, ISO 8601 in UTC.'),
    bucketMs: z.number().describe('Length of a bucket, ms.'),
    buckets: z
      .array(
        z.object({
          at: time.describe('Its begin, ISO 8601 in UTC.'),
          pagesPerSecond: z.number().describe('Pages fetched per second in it.'),
        }),
      )
      .describe('At most 120, in the order of time. A chunk spreads its pages evenly over its fetching.'),
    peak: z.number().describe('The highest of them.'),
  })
  .meta({ id: 'RunRate' });

const runReason = z.object({
  code: z.string().describe('Reason code, from a closed list.'),
  count: z.number().describe('How many visits ended so.'),
  outcome: z.string().describe('Class of the ledger it belongs to.'),
  means: z.string().describe('What the reason means, in words.'),
  remedy: z.string().nullable().describe('What can be done about it; null: nothing has to be.'),
  examples: z
    .array(
      z.object({
        urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
        url: z.string().describe('Its canonical URL.'),
        status: z.number().nullable().describe('HTTP status; null: there was no answer, or it is not told.'),
        detail: z.string().nullable().describe('What was seen, in words; null: nothing more.'),
      }),
    )
    .describe('A few pages it happened to, three at most.'),
});

export const runReasons = z
  .object({
    runId: z.string().describe('Id of the run.'),
    items: z.array(runReason).describe('Why visits ended as they did, most frequent first.'),
  })
  .meta({ id: 'RunReasons' });

export const compareQuery = z.strictObject({
  with: z
    .string()
    .max(64)
    .optional()
    .describe('Id of the other run, of the same job; absent: the latest ended run before this one.'),
});

const sight = z
  .object({
    outcome: z.string().describe('Class of the ledger it ended in.'),
    reason: z.string().describe('Reason code.'),
    elapsedMs: z.number().describe('How long the fetch took, ms; 0: nothing was fetched.'),
  })
  .nullable()
  .describe('How the page ended there; null: it was not among its pages.');

const comparedPage = z.object({
  urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
  url: z.string().describe('Its canonical URL.'),
  before: sight,
  after: sight,
});

function difference(what: string) {
  return z
    .object({
      count: z.number().describe('How many.'),
      pages: z.array(comparedPage).describe('The first fifty of them.'),
    })
    .describe(what);
}

export const runComparison = z
  .object({
    runId: z.string().describe('Id of the run.'),
    before: runSummary.nullable().describe('The earlier run; null: there is none that has ended.'),
    after: runSummary.describe('The run itself.'),
    pages: z
      .object({
        added: difference('Pages that only this run has.'),
        removed: difference('Pages that only the earlier run has.'),
        nowFailing: difference('Pages that fail and did not before.'),
        nowWell: difference('Pages that failed and do not any more.'),
        slower: difference('Pages that took twice as long, by half a second or more; the worst first.'),
      } satisfies Record<RunDifference, z.ZodType>)
      .nullable()
      .describe('What differs; null: there is no earlier run, or its outcomes are not kept any more.'),
    whole: z.boolean().describe('False: a run has more than 20,000 visits, and the first of them were read.'),
    links,
  })
  .meta({ id: 'RunComparison' });

export type ChunkView = z.infer<typeof chunkView>;
export type ChunkQuery = z.output<typeof chunkQuery>;
export type RunRateView = z.infer<typeof runRate>;
export type RunReasonView = z.infer<typeof runReason>;
export type RunReasonsView = z.infer<typeof runReasons>;
export type RunComparisonView = z.infer<typeof runComparison>;
