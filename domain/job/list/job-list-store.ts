// Port for lists of jobs: searched, sorted and counted over small projections, never over whole documents.
import type { JobState } from '../../run/job-state.ts';
import type { JobOutline, ListedJob } from '../listed-job.ts';
import type { JobCriterion, JobTally } from './criterion.ts';
import type { JobSort, SortValue } from './sort.ts';

export interface JobSearch {
  readonly workspaceId: string;
  readonly criteria: readonly JobCriterion[];
}

interface JobPageQuery extends JobSearch {
  readonly sorts: readonly JobSort[];
  /** Values of the order in the last job of the page before. */
  readonly after: readonly SortValue[] | null;
  readonly limit: number;
}

/** A value and the number of jobs that have it. */
interface Counted {
  readonly value: string;
  readonly jobs: number;
}

export interface JobListStore {
  search(query: JobPageQuery): Promise<ListedJob[]>;
  /** By id, ascending, after an id. */
  outline(
    query: JobSearch & { readonly after: string | null; readonly limit: number },
  ): Promise<JobOutline[]>;
  countByState(search: JobSearch): Promise<ReadonlyMap<JobState, number>>;
  /** In one pass over the jobs; jobs of the same state and failures are one row. */
  tally(search: JobSearch): Promise<JobTally[]>;
  /** Tags or hosts of the jobs of a workspace, most frequent first. */
  frequent(workspaceId: string, field: 'tag' | 'host', limit: number): Promise<Counted[]>;
}
