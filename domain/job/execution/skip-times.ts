// Which time of its schedule a job has not dealt with, and how times without a run are written down. `nextRunAt` never goes
// past a time that nobody has dealt with: each is begun, or noted in the job together with `lastSlot`, so that none is lost
// and none is dealt with twice.
import type { Job, JobControl } from '../job.ts';
import type { RunRequest } from '../start-decision.ts';
import type { JobState } from '../../run/job-state.ts';
import { findPassed } from '../../config/schedule/missed.ts';
import { nextRunAt, slotOf, slotTime } from '../../config/schedule/schedule.ts';
import { addSkipped } from '../../config/schedule/skipped.ts';
import type { SkipReason } from '../../config/schedule/skipped-words.ts';

/** States in which the schedule is at work. A pause is no outage: times that pass in it are left out. */
const AT_WORK: readonly JobState[] = ['scheduled', 'starting', 'running', 'completed', 'failed'];

/** Times that pass in them are none of the job's. */
const OFF: readonly JobState[] = ['created', 'paused', 'stopped', 'archived'];

export function isAtWork({ shownState }: Job): boolean {
  return AT_WORK.includes(shownState);
}

/** The next time is not always set anew when a slot is decided. */
export function firstUndecided({ lastSlot }: Pick<Job, 'lastSlot'>, next: Date): Date {
  const last = lastSlot === null ? null : slotTime(lastSlot);
  return last === null || last < next ? next : new Date(last.getTime() + 1);
}

/**
 * The first time that is not dealt with once `decided` is. It lies in the past where a later one was dealt with late. Null: the job
 * has no schedule.
 */
export function nextUndecided(job: Job, now: Date, decided?: Date): Date | null {
  const { schedule } = job.config;
  if (job.nextRunAt === null || OFF.includes(job.shownState)) return nextRunAt(schedule, job._id, now);
  const first = firstUndecided(job, job.nextRunAt);
  const from = decided === undefined || decided < first ? new Date(first.getTime() - 1) : decided;
  return nextRunAt(schedule, job._id, from);
}

/** Every slot that was decided, even by a refusal, raises `lastSlot`; the monitor starts only later slots. */
export function slotFields(
  job: Job,
  { slot }: RunRequest,
  now: Date,
): Partial<Pick<Job, 'lastSlot'>> & Pick<Job, 'nextRunAt'> {
  if (slot === undefined || (job.lastSlot !== null && job.lastSlot >= slot))
    return { nextRunAt: nextUndecided(job, now) };
  return { lastSlot: slot, nextRunAt: nextUndecided(job, now, slotTime(slot)) };
}

/** The slot, and those before it that nobody has dealt with, get no run of their own. */
export function slotSkips(
  job: Job,
  { slot }: RunRequest,
  { why, now }: { readonly why: SkipReason; readonly now: Date },
): Partial<Pick<Job, 'skipped'>> {
  if (slot === undefined) return {};
  const { skipped } = skipFields(job, { until: slotTime(slot), why, now });
  return skipped === undefined ? {} : { skipped };
}

interface Skipping {
  /** The last time that is skipped, and all before it that nobody has dealt with. */
  readonly until: Date;
  readonly why: SkipReason;
  readonly now: Date;
}

type SkipFields = Partial<Pick<JobControl, 'lastSlot' | 'nextRunAt' | 'skipped'>>;

/** What is written where these times get no run; nothing where all of them are dealt with. */
export function skipFields(job: Job, { until, why, now }: Skipping): SkipFields {
  const { schedule } = job.config;
  if (schedule === undefined || job.nextRunAt === null) return {};
  if (job.lastSlot !== null && slotTime(job.lastSlot) >= until) return {};
  const first = firstUndecided(job, job.nextRunAt);
  const from = until < first ? until : first;
  const found = findPassed({ schedule, jobId: job._id, from, until: new Date(until.getTime() + 1) });
  if (found === null) return {};
  return {
    skipped: addSkipped(job.skipped ?? [], { ...found, why }, { schedule, jobId: job._id, now }),
    lastSlot: slotOf(job._id, found.until),
    nextRunAt: nextUndecided(job, now, found.until),
  };
}

/** Times that are late when their job is paused, stopped or given another schedule. */
export function skipLate(job: Job, why: 'off' | 'changed', now: Date): SkipFields {
  const isLate = job.nextRunAt !== null && job.nextRunAt <= now;
  return isLate && isAtWork(job) ? skipFields(job, { until: now, why, now }) : {};
}
