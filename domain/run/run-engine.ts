// Port to the durable engine (Temporal): start, signal and end workflows, keep one schedule per job.
import type { JobSchedule } from '../job/schema.ts';
import type { RunSignal } from './lifecycle.ts';
import type { Trigger } from './run.ts';

export interface RunStart {
  readonly workflowId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly trigger: Trigger;
  readonly slot?: string;
  readonly onlyUrls?: readonly string[];
  /** A waiting retry starts only while the job's epoch is still this one. */
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
 * `outdated`: it is there, for other times or under another name. `…-by-hand`: somebody set it so in the engine's own
 * screens, and Webloom has not set it since.
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
  /** What was given as the reason. */
  readonly note: string;
}

export interface RunEngine {
  /** False when a workflow with this id is or was there already. */
  start(start: RunStart): Promise<boolean>;
  /** False when there is no such workflow open. */
  signal(workflowId: string, signal: SentSignal): Promise<boolean>;
  terminate(workflowId: string, reason: string): Promise<boolean>;
  status(workflowId: string): Promise<WorkflowStatus>;
  /** Creates or replaces the schedule of a job; one that was paused or resumed by hand stays so. */
  putSchedule(schedule: KeptSchedule): Promise<void>;
  /** What was set by hand counts as seen by this. */
  pauseSchedule(jobId: string, paused: boolean): Promise<void>;
  deleteSchedule(jobId: string): Promise<void>;
  scheduleState(jobId: string, wanted?: Omit<KeptSchedule, 'paused'>): Promise<ScheduleState>;
  /** Schedules that were paused or resumed by hand; those of other installations too. */
  handledSchedules(): Promise<readonly HandledSchedule[]>;
}
