// The list of jobs: how it is searched and sorted, and what a row shows. It answers from small projections.
import { z } from 'zod';
import { TROUBLE_KINDS } from '../../../domain/job/job-trouble.ts';
import { JOB_STATES } from '../../../domain/run/job-state.ts';
import { JOB_SORTS } from '../../../domain/job/list/sort.ts';
import { MAX_SEARCH_LENGTH } from '../../../domain/job/search/search.ts';
import { RUN_STATES } from '../../../domain/run/lifecycle.ts';
import { jobSummary } from './job.ts';
import { money } from '../page.ts';
import { choices, cursor, limit, pageOf, time, timeOrNull } from '../paging.ts';
import { ledger } from '../run/run-list.ts';
import { SEVERITIES } from '../../../domain/change/change.ts';

const SORT_NAMES = Object.keys(JOB_SORTS);
const ONE_SORT = `-?(?:${SORT_NAMES.join('|')})`;

export const searchText = z
  .string()
  .max(MAX_SEARCH_LENGTH)
  .describe(
    'Search in the language of docs/searching.md: state:running,paused tag:shop -tag:old host:larch.example url:*kettle* price:<100 changed:<24h failed:>=3 and plain words. Absent: all.',
  );

export const jobListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(JOB_STATES),
  q: searchText.optional(),
  sort: z
    .string()
    .max(100)
    .regex(
      new RegExp(`^${ONE_SORT}(?:,${ONE_SORT}){0,2}$`),
      `Give up to three of ${SORT_NAMES.join(', ')} with commas between; a - before one turns it round.`,
    )
    .optional()
    .describe(
      `Order: up to three of ${SORT_NAMES.join(', ')} with commas between; a - before one turns it round. Absent: -created.`,
    ),
  count: z
    .enum(['exact', 'none'])
    .default('none')
    .describe('exact: `total` says how many there are in all; none: it is null.'),
});

const jobProgress = z.object({
  runId: z.string().describe('The run that goes on.'),
  state: z.enum(RUN_STATES).describe('Its state.'),
  phase: z.string().describe('What it does: discovering or crawling.'),
  startedAt: timeOrNull.describe('When its work began, ISO 8601 in UTC; null: not yet.'),
  ledger: ledger.describe('Its URLs by class.'),
  changes: z.number().describe('Changes it has found so far.'),
});

const lastChange = z.object({
  changeId: z.string().describe('Id of the change.'),
  pageId: z.string().describe('Id of its page.'),
  at: time.describe('When it was seen, ISO 8601 in UTC.'),
  kind: z.string().describe('What kind of change it is.'),
  severity: z.enum(SEVERITIES).describe('How much it matters.'),
  summary: z.string().describe('The change in one line.'),
});

const listedPrice = money.extend({
  pageId: z.string().describe('Id of the page.'),
  at: time.describe('When this price was seen first, ISO 8601 in UTC.'),
  availability: z.string().describe('Whether it can be had, as the page says.'),
  move: z
    .object({
      minor: z.number().describe('By how much it moved last, in the smallest unit; negative: it fell.'),
      percent: z.number().describe('The same in percent.'),
      at: time.describe('When, ISO 8601 in UTC.'),
    })
    .nullable()
    .describe('Its last move; null: it never moved.'),
});

const recentRun = z.object({
  runId: z.string().describe('Id of the run.'),
  state: z.enum(RUN_STATES).describe('How it ended.'),
  at: time.describe('When it ended, ISO 8601 in UTC.'),
  durationMs: z.number().describe('How long it took, ms.'),
  changes: z.number().describe('Changes it found.'),
});

const jobRow = jobSummary
  .extend({
    urlCount: z.number().describe('Addresses of its source.'),
    host: z.string().describe('Host of the first one.'),
    failedInRow: z.number().describe('Runs in a row that failed.'),
    retryAt: timeOrNull.describe('When a failed run is tried again, ISO 8601 in UTC; null: it is not.'),
    trouble: z
      .object({
        kind: z.enum(TROUBLE_KINDS).describe('What kind of trouble; as in the outlook of the job.'),
        text: z.string().describe('What is wrong, in words.'),
      })
      .nullable()
      .describe('Why it needs attention, as is:attention finds it; null: it does not.'),
    progress: jobProgress.nullable().describe('How far the run is that goes on; null: none does.'),
    unread: z.number().describe('Unread changes, counted among the 2,000 newest of the workspace.'),
    lastChange: lastChange.nullable().describe('The latest change; null: none yet.'),
    price: listedPrice.nullable().describe('Price of its one page; null: it has more, or none was read.'),
    recentRuns: z.array(recentRun).describe('Its latest runs, at most twenty, oldest first.'),
  })
  .meta({ id: 'JobRow' });

export const jobList = pageOf(jobRow).extend({
  total: z.number().nullable().describe('How many jobs fit in all; null: it was not asked for.'),
});

const stateCounts = z
  .object(
    Object.fromEntries(
      JOB_STATES.map((state) => [state, z.number().describe(`Jobs that are ${state}.`)]),
    ) as Record<(typeof JOB_STATES)[number], z.ZodNumber>,
  )
  .describe('Jobs by state.');

export const jobCountsQuery = z.strictObject({ q: searchText.optional() });
export const jobCounts = z
  .object({
    total: z.number().describe('Jobs that fit, archived ones included.'),
    states: stateCounts,
    attention: z
      .number()
      .describe('Jobs among them that need attention: is:attention, without archived ones.'),
    unread: z.number().describe('Jobs among them with unread changes: is:unread.'),
  })
  .meta({ id: 'JobCounts' });

export const frequentQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(200).describe('How many at most.'),
});
export const tagList = z.object({
  items: z
    .array(
      z.object({
        tag: z.string().describe('The tag.'),
        jobs: z.number().describe('Jobs that have it.'),
      }),
    )
    .describe('Tags, most frequent first.'),
});
export const jobHostList = z.object({
  items: z
    .array(
      z.object({
        host: z.string().describe('The host; with its port where an address names one.'),
        jobs: z.number().describe('Jobs with an address there, among the first twenty of each.'),
      }),
    )
    .describe('Hosts, most frequent first.'),
});

export type JobRow = z.infer<typeof jobRow>;
export type JobCounts = z.infer<typeof jobCounts>;
