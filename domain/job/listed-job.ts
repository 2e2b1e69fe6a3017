// A job as lists show it: small whatever the job contains.
import type { Job } from './job.ts';
import { type JobListing, listingOf } from './job-listing.ts';
import type { JobConfig } from '../config/schema.ts';

export type ListedJob = Pick<
  Job,
  | '_id'
  | 'workspaceId'
  | 'name'
  | 'note'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
  | 'state'
  | 'shownState'
  | 'activeRun'
  | 'nextRunAt'
  | 'retryAt'
  | 'failedInRow'
  | 'heldBack'
  | 'aggregates'
  | 'tags'
  | 'latest'
  | 'trouble'
> & {
  readonly listing: JobListing;
  readonly config: Pick<JobConfig, 'schedule' | 'overlap'> & {
    readonly source: Pick<JobConfig['source'], 'kind'>;
  };
};

/** What deciding about many jobs needs of each. */
export type JobOutline = Pick<Job, '_id' | 'name' | 'shownState' | 'tags'> & {
  readonly config: Pick<JobConfig, 'schedule' | 'overlap'>;
};

export function toListedJob(job: Job): ListedJob {
  return { ...job, listing: job.listing ?? listingOf(job) };
}
