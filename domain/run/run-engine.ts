// Port to the durable engine (Temporal): start, signal and end workflows, keep one schedule per job.
import type { JobSchedule } from '../config/schema.ts';
import type { RunOrigin } from './chain.ts';
import type { RunSignal } from './lifecycle.ts';
import type { Trigger } from './run.ts';

export interface RunStart {
  readonly workflowId: string;
  /** Workspaces take turns where starts wait. */
  readonly workspaceId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly trigger: Trigger;
  readonly slot?: string;
  readonly onlyUrls?: readonly string[];
  readonly origin?: RunOrigin;
  /** A waiting retry starts only if the job's epoch still equals this. */
  readonly retryEpoch?: number;
  /** Start later, in ms. */
  readonly delayMs?: number;
}

export interface SentSignal {
  readonly name: RunSignal;
  readonly gateSeq: number;
}

export type WorkflowStatus = 'running' | 'closed' | 'unknown';

/** What a schedule is compared with. */
export type WantedSchedule = Pick<KeptSchedule, 'jobId' | 'jobName' | 'spec'>;

export interface KeptSchedule {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly spec: JobSchedule;
  readonly paused: boolean;
}

/**
 * `outdated`: the schedule has other times or another job name. `…-by-hand`: somebody paused or resumed it in
 * the engine's own screens, and Webloom has not written it since.
 */
export type ScheduleState =
  | 'active'
  | 'paused'
  | 'missing'
  | 'outdated'
  | 'paused-by-hand'
  | 'resumed-by-hand';

/** A schedule as a list of all tells it, which may lag a second behind. */
export interface ListedSchedule {
  readonly jobId: string;
  /** Name of its job, cut to what is shown there; null: the list does not tell. */
  readonly jobName: string | null;
  readonly paused: boolean;
  /** Somebody paused or resumed it in the engine's own screens, and Webloom has not written it since. */
  readonly isByHand: boolean;
  /** The reason that was typed in then. */
  readonly note: string;
  /** The next few; of a paused one they may have passed. */
  readonly nextTimes: readonly Date[];
}

export interface HistorySize {
  /** Events of all parts. */
  readonly events: number;
  /** A long run is continued in a new history again and again; 1: it has only one. */
  readonly parts: number;
}

export interface RunEngine {
  /** False when a workflow with this id exists or existed. */
  start(start: RunStart): Promise<boolean>;
  /** False when no workflow with this id is open. */
  signal(workflowId: string, signal: SentSignal): Promise<boolean>;
  terminate(workflowId: string, reason: string): Promise<boolean>;
  status(workflowId: string): Promise<WorkflowStatus>;
  /** Workflow ids of the runs that go on, by a list that may lag a second behind. */
  openRuns(): Promise<ReadonlySet<string>>;
  /** Null: the workflow is not known any more. */
  historySize(workflowId: string): Promise<HistorySize | null>;
  /** Creates or replaces the schedule of a job; a schedule paused or resumed by hand keeps that state. */
  putSchedule(schedule: KeptSchedule): Promise<void>;
  /** Pauses or resumes the schedule; a pause or resume by hand counts as seen afterwards. */
  pauseSchedule(jobId: string, paused: boolean): Promise<void>;
  deleteSchedule(jobId: string): Promise<void>;
  scheduleState(jobId: string, wanted?: WantedSchedule): Promise<ScheduleState>;
  /** All, including those of other installations on the same engine. */
  listSchedules(): Promise<readonly ListedSchedule[]>;
  /** How many of all are paused: one short question, however many there are. Null: the engine can not count them. */
  countPausedSchedules(): Promise<number | null>;
}
