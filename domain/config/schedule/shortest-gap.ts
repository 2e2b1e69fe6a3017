// The shortest time between two starts of a schedule, over its next times.
import type { JobSchedule } from '../schema.ts';
import { nextTimes } from './schedule.ts';

const LOOKED_AT = 50;

/** In ms; Infinity for a schedule that fires once. Throws `validation` if the schedule is invalid. */
export function shortestGapMs(schedule: JobSchedule, jobId: string, now: Date): number {
  if (schedule.kind === 'interval') return schedule.everyMs;
  const times = nextTimes(schedule, jobId, now, LOOKED_AT).map((at) => at.getTime());
  return Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? at)), Infinity);
}
