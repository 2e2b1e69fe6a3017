// A job document: the configuration a user wrote, and what Webloom keeps beside it between runs.
import type { Trigger } from '../run/run.ts';
import type { FoundField } from '../selector/wish.ts';
import type { JobState } from './lifecycle.ts';
import type { JobConfig } from './schema.ts';

export interface JobAggregates {
  readonly runs: number;
  readonly completedRuns: number;
  readonly pages: number;
  readonly changes: number;
  readonly meanDurationMs: number;
  readonly lastRunId?: string;
  readonly lastRunState?: string;
  readonly lastRunAt?: Date;
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
}

/** A waiting start of a job whose overlap policy is `buffer_one`. */
export interface BufferedStart {
  readonly trigger: Trigger;
  readonly slot?: string;
  readonly at: Date;
}

/** Selectors found for the fields the job only names. */
export interface FoundSelectors {
  /** The wishes it answers. */
  readonly key: string;
  /** Runs that have searched. */
  readonly tries: number;
  readonly fields: readonly FoundField[];
}

export interface Job {
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Rises with every change of the configuration; the ETag. */
  readonly version: number;
  readonly config: JobConfig;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The truth only while `activeRun` is null. */
  readonly state: JobState;
  /** A copy for lists; verbs never decide from it. */
  readonly shownState: JobState;
  /** Rises with every transition of the job document; part of the compare-and-set. */
  readonly stateSeq: number;
  readonly activeRun: string | null;
  /** Number of the latest run; rises with every run created. */
  readonly runSeq: number;
  readonly nextRunAt: Date | null;
  readonly lastSlot: string | null;
  readonly buffered: BufferedStart | null;
  /** Raised whenever a waiting retry must no longer start. */
  readonly retryEpoch: number;
  readonly retryAt: Date | null;
  readonly failedInRow: number;
  readonly aggregates: JobAggregates;
  /** Selectors found for fields that only have a name. */
  readonly selectors?: FoundSelectors;
  readonly history: readonly JobTransition[];
}

/** Fields that change between runs, always by compare-and-set. The state is none of them: it changes by a transition alone. */
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
>;
