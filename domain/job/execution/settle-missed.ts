// Times of a schedule that nobody started because Webloom was away are dealt with at once, in one write: the job keeps
// what was missed and what is to be made up, and goes on with its next time.
import type { Job } from '../job.ts';
import type { JobSchedule } from '../../config/schema.ts';
import { scheduledTimeOf } from '../../run/ids.ts';
import type { RunRequest } from '../start-decision.ts';
import {
  type FoundTimes,
  addMissed,
  afterStart,
  findMissed,
  findPassed,
  turnOf,
} from '../../config/schedule/missed.ts';
import { slotOf, slotTime } from '../../config/schedule/schedule.ts';
import type { ControlPorts } from '../control-ports.ts';
import { firstUndecided, isAtWork, skipFields } from './skip-times.ts';

/** True when something was missed; the job has changed then and is to be read again. */
export async function settleMissed(ports: Pick<ControlPorts, 'clock' | 'jobs'>, job: Job): Promise<boolean> {
  const { schedule } = job.config;
  if (schedule === undefined || job.nextRunAt === null || !isAtWork(job)) return false;
  const now = ports.clock.now();
  const gap = { schedule, jobId: job._id, now };
  const found = findMissed({ ...gap, from: firstUndecided(job, job.nextRunAt) });
  if (found === null) return false;
  await noteMissed(ports, job, found, gap);
  return true;
}

/**
 * Times before the one that is asked for which nobody has begun: the engine had not got the schedule yet, lost it, or left them out
 * because it was late. After this one nobody would begin them. A run that goes on takes the times that pass. True as above.
 */
export async function settlePassed(
  ports: Pick<ControlPorts, 'clock' | 'jobs'>,
  job: Job,
  request: RunRequest,
): Promise<boolean> {
  const { schedule } = job.config;
  if (schedule === undefined || job.nextRunAt === null || request.slot === undefined) return false;
  if (job.activeRun !== null || !isAtWork(job) || turnOfSlot(job, request) !== 'none') return false;
  const gap = { schedule, jobId: job._id, now: ports.clock.now() };
  const from = firstUndecided(job, job.nextRunAt);
  const found = findPassed({ ...gap, from, until: slotTime(request.slot) });
  if (found === null) return false;
  await noteMissed(ports, job, found, gap);
  return true;
}

async function noteMissed(
  ports: Pick<ControlPorts, 'jobs'>,
  job: Job,
  found: FoundTimes,
  gap: { readonly schedule: JobSchedule; readonly jobId: string; readonly now: Date },
): Promise<void> {
  await ports.jobs.control(
    job,
    {
      missed: addMissed(job.missed ?? null, found, gap),
      ...skipFields(job, { until: found.until, why: 'missed', now: gap.now }),
    },
    null,
  );
}

/** Whose turn it is to be made up: that of the slot asked for, or of an earlier one; `none`: it does not wait. */
export function turnOfSlot({ missed }: Job, { slot }: RunRequest): 'none' | 'now' | 'later' {
  return slot === undefined ? 'none' : turnOf(missed, slotTime(slot));
}

export function isMissed({ missed }: Job, slot: string): boolean {
  const at = slotTime(slot);
  return missed !== undefined && missed !== null && at >= missed.from && at <= missed.until;
}

/** What the start of a run changes about the times that wait. */
export function missedFields(job: Job, request: RunRequest, now: Date): Partial<Pick<Job, 'missed'>> {
  const { missed, config } = job;
  if (missed === undefined || missed === null) return {};
  const time = request.slot === undefined ? null : slotTime(request.slot);
  const { workflowId } = request;
  return { missed: afterStart(missed, { schedule: config.schedule, workflowId, time, now }) };
}

/** The request of the run that made up for a missed time last; null: none has. */
export function lastMadeUp({ _id, missed }: Job): (RunRequest & { readonly slot: string }) | null {
  const workflowId = missed?.workflowId ?? null;
  const time = workflowId === null ? null : scheduledTimeOf(workflowId);
  if (workflowId === null || time === null) return null;
  return { workflowId, jobId: _id, trigger: 'schedule', slot: slotOf(_id, time) };
}
