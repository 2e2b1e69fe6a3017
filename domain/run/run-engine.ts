// Port to the durable engine (Temporal): start, signal and end workflows, keep one schedule per job.
import type { JobSchedule } from '../job/schema.ts';
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

export interface RunSignal {
  readonly name: 'pause' | 'resume' | 'stop';
  readonly gateSeq: number;
}

export type WorkflowStatus = 'running' | 'closed' | 'unknown';

export interface RunEngine {
  /** False when a workflow with this id is or was there already. */
  start(start: RunStart): Promise<boolean>;
  /** False when there is no such workflow open. */
  signal(workflowId: string, signal: RunSignal): Promise<boolean>;
  terminate(workflowId: string, reason: string): Promise<boolean>;
  status(workflowId: string): Promise<WorkflowStatus>;
  /** Creates or replaces the schedule of a job. */
  putSchedule(schedule: {
    jobId: string;
    jobName: string;
    spec: JobSchedule;
    paused: boolean;
  }): Promise<void>;
  pauseSchedule(jobId: string, paused: boolean): Promise<void>;
  deleteSchedule(jobId: string): Promise<void>;
  /** `outdated`: it is there, for other times than those of `spec`. */
  scheduleState(jobId: string, spec?: JobSchedule): Promise<'active' | 'paused' | 'missing' | 'outdated'>;
}
