// When a job runs: cron text with a zone, or an interval spread deterministically so that jobs don't start together.
// Temporal fires the schedules; these functions compute the same times for `nextRunAt`, previews and the monitor.
import { Cron } from 'croner';
import type { JobSchedule } from '../job/schema.ts';
import { WebloomError } from '../errors.ts';

/** Offset of an interval schedule in ms: a number below `everyMs` that depends on the job's id alone. */
export function intervalOffsetMs(jobId: string, everyMs: number): number {
  // FNV-1a, 32 bits: spreads ids evenly, needs no library inside the rules.
  let hash = 0x811c9dc5;
  for (let i = 0; i < jobId.length; i++) hash = Math.imul(hash ^ jobId.charCodeAt(i), 0x01000193) >>> 0;
  // Whole seconds: Temporal keeps schedule offsets with that precision.
  return Math.floor((hash / 2 ** 32) * (everyMs / 1_000)) * 1_000;
}

function openCron(schedule: Extract<JobSchedule, { kind: 'cron' }>): Cron {
  try {
    // Day of month and day of week must both match, as Temporal does it.
    return new Cron(schedule.cron, {
      timezone: schedule.timezone,
      paused: true,
      domAndDow: true,
      mode: '5-part',
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new WebloomError(
      'validation',
      `The cron text "${schedule.cron}" (zone ${schedule.timezone}) is not valid: ${detail}. Write five fields: minute hour day month weekday, as in "*/15 * * * *".`,
      { facts: { cron: schedule.cron, timezone: schedule.timezone }, cause },
    );
  }
}

/** The next `count` times strictly after `after`. Throws `validation` where the schedule can't be read or never fires. */
export function nextTimes(schedule: JobSchedule, jobId: string, after: Date, count: number): Date[] {
  if (schedule.kind === 'interval') {
    const { everyMs } = schedule;
    const offset = intervalOffsetMs(jobId, everyMs);
    const first = Math.floor((after.getTime() - offset) / everyMs) * everyMs + offset + everyMs;
    return Array.from({ length: count }, (_, i) => new Date(first + i * everyMs));
  }
  let times: Date[];
  const cron = openCron(schedule);
  try {
    times = cron.nextRuns(count, after);
  } catch (cause) {
    throw new WebloomError(
      'validation',
      `The time zone "${schedule.timezone}" is not known. Use an IANA name such as Europe/Berlin.`,
      {
        facts: { timezone: schedule.timezone },
        cause,
      },
    );
  }
  if (times.length === 0) {
    throw new WebloomError(
      'validation',
      `The cron text "${schedule.cron}" never fires. Check day and month.`,
      {
        facts: { cron: schedule.cron },
      },
    );
  }
  return times;
}

export function nextRunAt(schedule: JobSchedule | undefined, jobId: string, after: Date): Date | null {
  return schedule === undefined ? null : (nextTimes(schedule, jobId, after, 1)[0] ?? null);
}

/** The slot of a scheduled run; sorts by time within a job. */
export function slotOf(jobId: string, at: Date): string {
  return `${jobId}@${at.toISOString().slice(0, 19)}Z`;
}
