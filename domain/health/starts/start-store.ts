// Port for what tells how late starts are: each question is answered by an index and reads only what is of these minutes.
import type { JobSchedule } from '../../config/schema.ts';

/** A run, as far as its start goes. */
export interface StartRow {
  readonly workflowId: string;
  /** When it got its document and its job's lease. */
  readonly createdAt: Date;
  /** When its pages were known and its work began; absent: it has not. */
  readonly startedAt?: Date;
  /** Its source has to be read over the network first, which takes as long as that server takes. */
  readonly readsSource: boolean;
}

export interface ScheduledJob {
  readonly jobId: string;
  readonly schedule: JobSchedule;
}

export interface StartStore {
  /** Runs that began their work since, the latest first. */
  begunSince(since: Date, limit: number): Promise<StartRow[]>;
  /** Runs that have not begun their work, the oldest first. */
  starting(limit: number): Promise<StartRow[]>;
  /** Next times of jobs from `from` to `now`, of jobs without a run: nobody has dealt with these times yet. */
  passed(window: { readonly from: Date; readonly now: Date }, limit: number): Promise<Date[]>;
  /** Jobs whose next time is before `until`. */
  dueBefore(until: Date, limit: number): Promise<ScheduledJob[]>;
}
