// Reads the rows of an export part by part, as the lists do: filters, order and rights are those of the list.
import type { ApiPorts } from '../ports.ts';
import { listHistory } from '../query/list-history.ts';
import { listAfter } from '../query/list-after.ts';
import { listRuns } from '../query/list-runs.ts';
import { type PageListing, listPages } from '../query/job/page-list.ts';
import type { ChangeFilter, ChangeView } from '../schemas/change/change.ts';
import type { PageSummary, PriceView } from '../schemas/page.ts';
import { listInbox } from '../answer/list-inbox.ts';
import { searchJobs } from '../query/search-jobs.ts';
import type { ValueView } from '../schemas/job-detail/field.ts';
import type { JobSummary } from '../schemas/job/job.ts';
import type { RunListQuery, RunSummaryView } from '../schemas/run/run-list.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import { toJobSummary } from '../views/job/job-view.ts';
import { toPageSummary, toPriceView } from '../views/page-view.ts';
import { toRunListView } from '../views/run/run-view.ts';
import { toValueView } from '../views/value-view.ts';
import { given } from '../../domain/system/given.ts';

/** Rows of one part: few enough that other requests get their turn between two parts. */
const PART = 200;

export type Batches<Row> = AsyncGenerator<readonly Row[]>;

interface Part<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** All parts of a list, one at a time, each read when it is asked for. */
async function* allParts<Row>(read: (cursor: string | undefined) => Promise<Part<Row>>): Batches<Row> {
  let cursor: string | undefined;
  for (;;) {
    const { items, nextCursor } = await read(cursor);
    yield items;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

export interface JobExport {
  readonly workspaceId: string;
  readonly state?: readonly JobState[] | undefined;
  readonly q?: string | undefined;
}

/** Newest first. */
export function jobBatches(
  ports: Parameters<typeof searchJobs>[0],
  { workspaceId, ...wanted }: JobExport,
): Batches<JobSummary> {
  return allParts(async (cursor) => {
    const page = await searchJobs(ports, workspaceId, { ...wanted, cursor, limit: PART, count: 'none' });
    return { items: page.jobs.map((job) => toJobSummary(job)), nextCursor: page.nextCursor };
  });
}

export interface PageExport extends Omit<PageListing, 'limit' | 'cursor' | 'sort'> {
  readonly workspaceId: string;
  readonly jobId?: string | undefined;
}

/** Of one job, or of all jobs, job by job. */
export async function* pageBatches(
  ports: Pick<ApiPorts, 'pages'> & Parameters<typeof searchJobs>[0],
  { workspaceId, jobId, ...wanted }: PageExport,
): Batches<PageSummary> {
  const ofJob = (id: string): Batches<PageSummary> =>
    allParts(async (cursor) => {
      const { rows, nextCursor } = await listPages(ports, id, { ...wanted, cursor, limit: PART, sort: 'id' });
      return { items: rows.map(toPageSummary), nextCursor };
    });
  if (jobId !== undefined) return yield* ofJob(jobId);
  for await (const jobs of jobBatches(ports, { workspaceId }))
    for (const job of jobs) yield* ofJob(job.jobId);
}

export interface ValueExport {
  readonly jobId: string;
  readonly missing?: string | undefined;
  readonly q?: string | undefined;
}

export function valueBatches(
  ports: Pick<ApiPorts, 'pages' | 'hasher'>,
  { jobId, missing, q }: ValueExport,
): Batches<ValueView> {
  return allParts(async (cursor) => {
    const { rows, nextCursor } = await listAfter(ports, {
      name: `values ${jobId}`,
      limit: PART,
      cursor,
      read: (after, limit) =>
        ports.pages.values(jobId, {
          after,
          limit,
          states: ['live'],
          ...given({ absentField: missing, text: q }),
        }),
    });
    return { items: rows.map(toValueView), nextCursor };
  });
}

export interface HistoryExport {
  readonly workspaceId: string;
  readonly jobId?: string | undefined;
  readonly pageId?: string | undefined;
  readonly runId?: string | undefined;
}

export function changeBatches(
  ports: Parameters<typeof listInbox>[0],
  { workspaceId, ...wanted }: ChangeFilter & { readonly workspaceId: string },
): Batches<ChangeView> {
  return allParts((cursor) => listInbox(ports, workspaceId, { ...wanted, cursor, limit: PART }));
}

export function priceBatches(
  ports: Pick<ApiPorts, 'hasher' | 'jobs' | 'history'>,
  wanted: HistoryExport,
): Batches<PriceView> {
  const list = { name: 'prices', read: ports.history.prices.bind(ports.history), view: toPriceView };
  return allParts((cursor) => listHistory(ports, { ...wanted, cursor, limit: PART }, list));
}

export type RunExport = Omit<RunListQuery, 'limit' | 'cursor' | 'counts'> & { readonly workspaceId: string };

export function runBatches(
  ports: Parameters<typeof listRuns>[0] & Parameters<typeof toRunListView>[0],
  wanted: RunExport,
): Batches<RunSummaryView> {
  return allParts(async (cursor) =>
    toRunListView(ports, await listRuns(ports, { ...wanted, cursor, limit: PART })),
  );
}
