// A job document: the configuration a user wrote, and what Webloom stores with it between runs.
import type { RunOrigin } from '../run/chain.ts';
import type { Trigger } from '../run/run.ts';
import type { MissedTimes } from '../config/schedule/missed.ts';
import type { SkippedTimes } from '../config/schedule/skipped-words.ts';
import type { FoundField } from '../config/selector/wanted-field.ts';
import type { JobTrouble } from './job-trouble.ts';
import type { JobListing } from './job-listing.ts';
import type { JobState } from '../run/job-state.ts';
import type { LatestFindings, RecentRun } from '../run/visit/latest-findings.ts';
import type { JobConfig } from '../config/schema.ts';
import type { InheritedMember } from '../config/tag-settings/layer-settings.ts';

export interface JobAggregates {
  readonly runs: number;
  readonly completedRuns: number;
  readonly pages: number;
  readonly changes: number;
  readonly meanDurationMs: number;
  readonly lastRunId?: string;
  readonly lastRunState?: string;
  readonly lastRunAt?: Date;
  /** The latest runs, oldest first; absent on jobs that have not run since this is kept. */
  readonly recentRuns?: readonly RecentRun[];
}

export const NO_AGGREGATES: JobAggregates = {
  runs: 0,
  completedRuns: 0,
  pages: 0,
  changes: 0,
  meanDurationMs: 0,
};

export interface JobTransition {
  readonly at: Date;
  readonly from: JobState;
  readonly to: JobState;
  readonly event: string;
  readonly by: string;
  /** Of a pause: when the retry would have come that it called off. */
  readonly calledOff?: Date;
}

/** A start that a limit of the workspace's plan did not let happen. */
export interface DeferredStart {
  readonly at: Date;
  readonly trigger: Trigger;
  readonly detail: string;
  readonly remedy: string;
  /** When the use begins anew; null: it does not by itself. */
  readonly until: Date | null;
}

/** A start that waits for the end of the held run (overlap policies `buffer_one` and `cancel_other`). */
interface BufferedStart {
  readonly trigger: Trigger;
  readonly slot?: string;
  readonly origin?: RunOrigin;
  readonly at: Date;
}

/** Selectors found for the fields without a selector. */
export interface FoundSelectors {
  /** Key of the names and examples that were searched for. */
  readonly key: string;
  /** Number of runs that have searched. */
  readonly tries: number;
  readonly fields: readonly FoundField[];
}

/** How far an archived job is put away, and what that freed. */
export interface PuttingAway {
  /** When it was archived. */
  readonly at: Date;
  /** Versions are thinned first, then the files are packed. */
  readonly phase: 'versions' | 'files' | 'done';
  /** Where the next step goes on. */
  readonly cursor: string | null;
  /** Versions that went. */
  readonly versions: number;
  /** Bytes stored before and after; null: not measured yet. */
  readonly bytesBefore: number | null;
  readonly bytesAfter: number | null;
  readonly finishedAt: Date | null;
}

export function beginPuttingAway(at: Date): PuttingAway {
  const unknown = { bytesBefore: null, bytesAfter: null, finishedAt: null };
  return { at, phase: 'versions', cursor: null, versions: 0, ...unknown };
}

/** Why a job keeps the configuration that it had before settings of its tags changed. */
export interface RefusedSettings {
  readonly at: Date;
  readonly detail: string;
}

export interface Job {
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Rises with every change of the configuration; used as the ETag. */
  readonly version: number;
  /** As it runs: defaults, under what its tags say, under what it says itself. */
  readonly config: JobConfig;
  /** Members of the configuration that its user wrote, as `fetch.delayMs`; absent: all that differ from the defaults. */
  readonly own?: readonly string[];
  /** The version of which `own` is; another one than the job's: a process that knows no `own` has changed it since. Absent: of the job's. */
  readonly ownVersion?: number;
  /** Members that it has by its tags. */
  readonly inherited?: readonly InheritedMember[];
  /** Its tags or their settings have changed since the configuration was made; names the change. Null or absent: they have not. */
  readonly settingsDue?: string | null;
  /** Null or absent: it has the settings of its tags. */
  readonly settingsRefused?: RefusedSettings | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Valid only while `activeRun` is null; otherwise the run's state decides. */
  readonly state: JobState;
  /** A copy of the state for lists; no verb decides by it. */
  readonly shownState: JobState;
  /** Rises with every transition of the job document; part of the compare-and-set. */
  readonly stateSeq: number;
  readonly activeRun: string | null;
  /** Number of the latest run; rises with every run created. */
  readonly runSeq: number;
  readonly nextRunAt: Date | null;
  readonly lastSlot: string | null;
  readonly buffered: BufferedStart | null;
  /** Raised by each start, stop and pause; a waiting retry with a lower epoch does not start. A resume starts it anew. */
  readonly retryEpoch: number;
  readonly retryAt: Date | null;
  readonly failedInRow: number;
  readonly aggregates: JobAggregates;
  /** Selectors found for fields without a selector. */
  readonly selectors?: FoundSelectors;
  /** The last start by itself, if it was held back; the next run clears it. */
  readonly heldBack?: DeferredStart | null;
  /** Times of its schedule that passed while Webloom was away; null or absent: none of late. */
  readonly missed?: MissedTimes | null;
  /** Times of its schedule of the last days that got no run of their own, oldest first. */
  readonly skipped?: readonly SkippedTimes[];
  /** What is wrong with it by its last run; null or absent: nothing. */
  readonly trouble?: JobTrouble | null;
  /** Of an archived job; null or absent: it is not archived, or was before jobs were put away. */
  readonly putAway?: PuttingAway | null;
  readonly history: readonly JobTransition[];
  /** The user's own words for it; no part of the configuration. */
  readonly tags?: readonly string[];
  /** What it is for, in the user's own words; absent: none. No part of the configuration. */
  readonly note?: string;
  /** Of a job that came from another tool: what tells its entry there apart, in all workspaces. */
  readonly importKey?: string;
  /** Kept by the store with every write of name, note or configuration. */
  readonly listing?: JobListing;
  /** Written while a run stores, each part by what is later. */
  readonly latest?: LatestFindings;
}

/** Fields that change between runs, by compare-and-set; without `state`, which only a transition changes. */
export type JobControl = Pick<
  Job,
  | 'activeRun'
  | 'runSeq'
  | 'nextRunAt'
  | 'lastSlot'
  | 'buffered'
  | 'retryEpoch'
  | 'retryAt'
  | 'failedInRow'
  | 'aggregates'
  | 'selectors'
  | 'trouble'
  | 'heldBack'
  | 'missed'
  | 'skipped'
  | 'putAway'
>;

/** Who a run or schedule is of, as the engine is told. */
export function ownerOf(job: Pick<Job, '_id' | 'name' | 'workspaceId'>): {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly jobName: string;
} {
  return { workspaceId: job.workspaceId, jobId: job._id, jobName: job.name };
}
