// Port for the few numbers that say how a whole workspace is doing; each is an indexed count or a short list, so that they
// stay cheap with 10,000 jobs and 1,000,000 changes.
import type { Job } from '../../job/job.ts';
import type { JobPlan } from '../../job/job-plan.ts';
import type { JobTrouble } from '../../job/job-trouble.ts';
import type { JobState } from '../../run/job-state.ts';
import type { Run } from '../../run/run.ts';
import type { RunBrief } from '../../run/run-store.ts';
import type { JobsOfHosts } from '../../job/hold/jobs-of-hosts.ts';

export type TroubledJob = Pick<Job, '_id' | 'name' | 'shownState' | 'failedInRow' | 'retryAt'> & {
  readonly trouble: JobTrouble;
};

interface EndedRuns {
  readonly completed: number;
  readonly failed: number;
  readonly stopped: number;
}

export type OpenRun = RunBrief & Pick<Run, 'seq'>;

/** The end of a chunk: when, and how many visits it dealt with. */
export interface Commit {
  readonly at: Date;
  readonly visits: number;
}

export interface OverviewStore extends JobsOfHosts {
  jobStates(workspaceId: string): Promise<Readonly<Record<JobState, number>>>;
  /** Jobs that a user has to look after, the latest trouble first. */
  troubledJobs(workspaceId: string, limit: number): Promise<TroubledJob[]>;
  /** Jobs with a next time, earliest first. */
  dueNext(workspaceId: string, limit: number): Promise<JobPlan[]>;
  /** All jobs that are not archived, by id. */
  jobPlans(workspaceId: string, query: { after: string | null; limit: number }): Promise<JobPlan[]>;
  /** Names of jobs, by id; a removed job has none. */
  names(jobIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Runs that go on, the newest first. */
  openRuns(workspaceId: string, limit: number): Promise<OpenRun[]>;
  /** Runs with an id from `fromRunId` on: ids rise with time. */
  endedRuns(workspaceId: string, fromRunId: string): Promise<EndedRuns>;
  /** Chunks that were committed since, oldest first. */
  commits(workspaceId: string, since: Date): Promise<Commit[]>;
}
