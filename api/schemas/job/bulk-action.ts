// Bulk actions as the API takes and shows them: one verb for many jobs, by ids or by a search.
import { z } from 'zod';
import { BULK_OUTCOMES, BULK_STATES, BULK_VERBS } from '../../../domain/job/bulk/bulk-action.ts';
import { searchText } from './job-list.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from '../paging.ts';

export const bulkParams = z.strictObject({
  bulkId: z.string().min(1).max(64).describe('Id of the bulk action.'),
});

export const bulkInput = z
  .strictObject({
    verb: z.enum(BULK_VERBS).describe('What is done for each job.'),
    jobIds: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(10_000)
      .optional()
      .describe('The jobs, each by its id; or give `q`.'),
    q: searchText
      .optional()
      .describe(
        'All jobs that fit this search now; it is resolved once, at the beginning. "" means all jobs.',
      ),
    tag: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('The tag that `tag` puts on and `untag` takes off; for these verbs alone.'),
    dryRun: z.boolean().default(false).describe('Only say what would become of each job; nothing is done.'),
    confirm: z
      .int()
      .min(0)
      .optional()
      .describe('For `delete`: how many jobs are removed. A dry run tells the number.'),
  })
  .meta({ id: 'NewBulkAction', examples: [{ verb: 'pause', q: 'tag:shop', dryRun: true }] });

const bulkGroup = z.object({
  outcome: z
    .enum(BULK_OUTCOMES)
    .describe('done; skipped: nothing to do, or not possible in its state; failed: it did not work.'),
  reason: z.string().describe('Why, in words: a job that …; empty where it is done.'),
  jobs: z.number().describe('How many jobs.'),
});

const lateStarts = z
  .string()
  .nullable()
  .describe('That starts are late already, and what helps; null: they are in time, or it starts nothing.');

export const bulkForecast = z
  .object({
    verb: z.enum(BULK_VERBS).describe('What would be done.'),
    total: z.number().describe('Jobs chosen.'),
    would: z.number().describe('Jobs for which something would be done.'),
    groups: z.array(bulkGroup).describe('What would become of them, by reason.'),
    canUndo: z.boolean().describe('Whether it could be taken back.'),
    warning: lateStarts,
  })
  .meta({ id: 'BulkForecast' });

export const bulkView = z
  .object({
    bulkId: z.string().describe('Id of the bulk action.'),
    verb: z.enum(BULK_VERBS).describe('What is done for each job.'),
    tag: z.string().nullable().describe('The tag of `tag` and `untag`; null: another verb.'),
    q: z
      .string()
      .nullable()
      .describe('The search by which the jobs were chosen; null: they were given by id.'),
    state: z.enum(BULK_STATES).describe('waiting, running, done, or aborted: the rest is left alone.'),
    createdAt: time.describe('When it was asked for, ISO 8601 in UTC.'),
    createdBy: z.string().describe('Who asked for it.'),
    finishedAt: timeOrNull.describe(
      'When it ended, ISO 8601 in UTC; null: not yet. After an abort, the jobs in work end first.',
    ),
    total: z.number().describe('Jobs chosen.'),
    done: z.number().describe('Jobs for which it is done.'),
    skipped: z.number().describe('Jobs with nothing to do, or whose state does not allow it.'),
    failed: z.number().describe('Jobs for which it did not work.'),
    left: z.number().describe('Jobs not come to yet; after an abort: left alone.'),
    groups: z.array(bulkGroup).describe('What became of them, by reason.'),
    canUndo: z.boolean().describe('Whether `undo` can be asked for now.'),
    undoneBy: z.string().nullable().describe('The action that takes this one back; null: none.'),
    undoOf: z.string().nullable().describe('The action that this one takes back; null: none.'),
    links,
  })
  .meta({ id: 'BulkAction' });

export const begunBulk = bulkView.extend({ warning: lateStarts }).meta({ id: 'BegunBulkAction' });

export const bulkList = pageOf(bulkView);

export const bulkJobsQuery = z.strictObject({ limit, cursor, outcome: choices(BULK_OUTCOMES) });
export const bulkJobList = pageOf(
  z.object({
    jobId: z.string().describe('Id of the job.'),
    outcome: z.enum(BULK_OUTCOMES).describe('What became of it.'),
    reason: z.string().describe('Why, in words; empty where it is done.'),
  }),
);

export type BulkInput = z.input<typeof bulkInput>;
export type BulkForecastView = z.infer<typeof bulkForecast>;
export type BegunBulkView = z.infer<typeof begunBulk>;
export type BulkView = z.infer<typeof bulkView>;
