// What planning ahead needs of a job: when it runs, which hosts it asks and how it asks them. Small, whatever the job contains.
import { urlHost } from '../web/url/key.ts';
import type { Job } from './job.ts';
import { type JobListing, listingOf } from './job-listing.ts';
import type { JobState } from '../run/job-state.ts';
import type { JobConfig, JobSchedule } from '../config/schema.ts';

export interface JobPlan {
  readonly jobId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly state: JobState;
  /** Hosts of its first addresses; links may lead to more. */
  readonly hosts: readonly string[];
  readonly schedule: JobSchedule | null;
  readonly nextRunAt: Date | null;
  readonly fetch: Pick<JobConfig['fetch'], 'delayMs' | 'obeyRobots' | 'userAgent'>;
  readonly sourceKind: JobConfig['source']['kind'];
  /** Pages of a whole run; before the first, the addresses of its source. */
  readonly pages: number;
}

/** The parts of a job's document that a plan is made of. */
export type PlannedJob = Pick<Job, '_id' | 'workspaceId' | 'name' | 'shownState' | 'nextRunAt'> & {
  readonly aggregates: Pick<Job['aggregates'], 'pages'>;
  readonly listing?: Pick<JobListing, 'urls' | 'urlCount'>;
  readonly config: Pick<JobConfig, 'schedule' | 'fetch'> & {
    readonly source: Pick<JobConfig['source'], 'kind'>;
  };
};

export function toPlannedJob(job: Job): PlannedJob {
  return { ...job, listing: job.listing ?? listingOf(job) };
}

/** A job that is not stored yet. */
export function draftPlan({
  jobId,
  workspaceId,
  name,
  config,
}: {
  readonly jobId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly config: JobConfig;
}): PlannedJob {
  const listing = listingOf({ name, config });
  const unrun = { shownState: 'created', nextRunAt: null, aggregates: { pages: 0 } } as const;
  return { _id: jobId, workspaceId, name, config, listing, ...unrun };
}

export function toJobPlan(job: PlannedJob): JobPlan {
  const { config, listing, aggregates } = job;
  const hosts = new Set((listing?.urls ?? []).map(urlHost).filter((host) => host !== ''));
  return {
    jobId: job._id,
    workspaceId: job.workspaceId,
    name: job.name,
    state: job.shownState,
    hosts: [...hosts],
    schedule: config.schedule ?? null,
    nextRunAt: job.nextRunAt,
    fetch: config.fetch,
    sourceKind: config.source.kind,
    pages: Math.max(1, aggregates.pages === 0 ? (listing?.urlCount ?? 1) : aggregates.pages),
  };
}
