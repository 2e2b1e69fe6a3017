// Port to the durable engine (Temporal): start, signal and end workflows, keep one schedule per job.
import type { JobSchedule } from '../config/schema.ts';
import type { RunOrigin } from './chain.ts';
import type { RunSignal } from './lifecycle.ts';
import type { Trigger } from './run.ts';

export interface RunStart {
  readonly workflowId: string;
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

export interface KeptSchedule {
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

export interface HandledSchedule {
  readonly jobId: string;
  readonly paused: boolean;
  /** The reason that was typed in when it was paused or resumed. */
  readonly note: string;
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
  /** Null: the workflow is not known any more. */
  historySize(workflowId: string): Promise<HistorySize | null>;
  /** Creates or replaces the schedule of a job; a schedule paused or resumed by hand keeps that state. */
  putSchedule(schedule: KeptSchedule): Promise<void>;
  /** Pauses or resumes the schedule; a pause or resume by hand counts as seen afterwards. */
  pauseSchedule(jobId: string, paused: boolean): Promise<void>;
  deleteSchedule(jobId: string): Promise<void>;
  scheduleState(jobId: string, wanted?: Omit<KeptSchedule, 'paused'>): Promise<ScheduleState>;
  /** Schedules paused or resumed by hand, including those of other installations on the same engine. */
  handledSchedules(): Promise<readonly HandledSchedule[]>;
}
