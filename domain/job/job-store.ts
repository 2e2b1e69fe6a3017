// Port for job documents. Control fields change only by compare-and-set on `stateSeq`.
import type { Job, JobControl, JobTransition } from './job.ts';
import type { JobListStore } from './list/job-list-store.ts';
import type { LatestFindings } from '../run/visit/latest-findings.ts';
import type { JobConfig } from '../config/schema.ts';
import type { TaggedJobStore } from './tagged-job-store.ts';
import type { JobState } from '../run/job-state.ts';

interface JobQuery {
  /** Null: of every workspace, for sweeps. */
  readonly workspaceId: string | null;
  readonly states?: readonly JobState[];
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

/** What the engine's schedule of a job follows from. */
export type ScheduleOutline = Pick<Job, '_id' | 'name' | 'state' | 'shownState' | 'activeRun' | 'retryAt'> & {
  readonly config: Pick<JobConfig, 'schedule'>;
};

/** What a change of the configuration writes. */
type ConfigureSet = Pick<Job, 'config'> &
  Partial<Pick<Job, 'name' | 'nextRunAt' | 'own' | 'ownVersion' | 'inherited' | 'settingsRefused'>>;

export interface JobStore extends JobListStore, TaggedJobStore {
  insert(job: Job): Promise<void>;
  get(jobId: string): Promise<Job | null>;
  list(query: JobQuery): Promise<Job[]>;
  /**
   * Compare-and-set on `stateSeq`, which it raises by one: the new document, or null when another write came
   * first. The transition sets both `state` and `shownState`.
   */
  control(
    job: Pick<Job, '_id' | 'stateSeq'>,
    set: Partial<JobControl>,
    transition: JobTransition | null,
  ): Promise<Job | null>;
  /** Copies the state of the held run into `shownState`, for lists; ignored when a newer copy is there. */
  show(jobId: string, runId: string, shownState: JobState): Promise<void>;
  /** Compare-and-set on `version`; an absent `nextRunAt` leaves the stored one. */
  configure(
    jobId: string,
    version: number,
    set: ConfigureSet,
    transition?: JobTransition,
  ): Promise<Job | null>;
  /**
   * Compare-and-set on the note itself; null: none. False when somebody else changed it, or the job is gone. It makes no new version of
   * the configuration.
   */
  annotate(jobId: string, expected: string | null, note: string | null): Promise<boolean>;
  /** Writes each part that is later than the one there; a repeat changes nothing. */
  noteFindings(jobId: string, findings: LatestFindings): Promise<void>;
  /** Recurring jobs whose `nextRunAt` is before `now`. */
  due(now: Date, limit: number): Promise<Job[]>;
  /** All jobs, ordered by id, with little of each. */
  scheduleOutlines(after: string | null, limit: number): Promise<ScheduleOutline[]>;
  /** Jobs that hold a run. */
  withActiveRun(after: string | null, limit: number): Promise<Job[]>;
  /** Jobs with missed times that are still to be made up. */
  behind(after: string | null, limit: number): Promise<Job[]>;
  /** Archived before this time and not put away yet, ordered by id. */
  beingPutAway(before: Date, limit: number): Promise<Job[]>;
  /** Jobs that have this job among their dependents. */
  followedBy(jobId: string): Promise<Job[]>;
  /** Jobs of the workspace that fetch pages by this login. */
  usingLogin(workspaceId: string, loginId: string, limit: number): Promise<Pick<Job, '_id' | 'name'>[]>;
  /** Jobs of the workspace that name this proxy pool. */
  usingProxyPool(workspaceId: string, poolId: string, limit: number): Promise<Pick<Job, '_id' | 'name'>[]>;
  /** The ids among `jobIds` for which a job exists, if a workspace is given in that workspace. */
  existing(jobIds: readonly string[], workspaceId?: string): Promise<ReadonlySet<string>>;
  /** The jobs that came from other tools under these keys: their ids by the key. */
  importedAs(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Names of those among `jobIds` for which a job exists. */
  names(jobIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Ids of the newest jobs whose name holds the text, in any case. */
  namedLike(workspaceId: string, text: string, limit: number): Promise<string[]>;
  remove(jobId: string): Promise<void>;
}
