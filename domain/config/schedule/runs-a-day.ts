// How often a schedule fires in the coming day.
import type { JobSchedule } from '../schema.ts';
import { isRestricted } from './opening.ts';
import { DueTimesReader } from './due-times.ts';
import { DAY_MS } from '../../system/duration.ts';

/** Remembers cron texts: many jobs have the same one. */
export function createRunsADay(from: Date): (schedule: JobSchedule | null, jobId: string) => number {
  const reader = new DueTimesReader({ from, until: new Date(from.getTime() + DAY_MS) });
  return (schedule, jobId) => {
    if (schedule === null) return 0;
    if (schedule.kind === 'interval' && !isRestricted(schedule)) return DAY_MS / schedule.everyMs;
    const due = reader.read(schedule, jobId);
    return due.kind === 'times' ? due.times.length : DAY_MS / due.everyMs;
  };
}
