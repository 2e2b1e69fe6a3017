// How many starts a minute the schedules of all jobs ask in the coming hour. Only jobs that are due in it are looked at, and equal
// schedules are counted once: ten thousand jobs cost some tens of milliseconds.
import type { JobSchedule } from '../../config/schema.ts';
import { isRestricted } from '../../config/schedule/opening.ts';
import { nextTimes, scheduleText } from '../../config/schedule/schedule.ts';
import { HOUR_MS, MINUTE_MS } from '../../system/duration.ts';
import type { ScheduledJob, StartStore } from './start-store.ts';

const MOST = 100_000;
const AT_ONCE = 8;
const MINUTES = HOUR_MS / MINUTE_MS;

export async function readAsked(store: Pick<StartStore, 'dueBefore'>, now: number): Promise<number> {
  return askedPerMinute(await store.dueBefore(new Date(now + HOUR_MS), MOST), now);
}

export function askedPerMinute(jobs: readonly ScheduledJob[], now: number): number {
  const known = new Map<string, number>();
  let asked = 0;
  for (const { jobId, schedule } of jobs) {
    const text = scheduleText(schedule);
    // Each of them is due at least once.
    const count = known.get(text) ?? Math.max(1 / MINUTES, startsPerMinute(schedule, jobId, now));
    known.set(text, count);
    asked += count;
  }
  return asked;
}

/** Of one schedule, over the coming hour. */
export function startsPerMinute(schedule: JobSchedule, jobId: string, now: number): number {
  if (schedule.kind === 'interval' && !isRestricted(schedule)) return MINUTE_MS / schedule.everyMs;
  const until = now + HOUR_MS;
  let count = 0;
  for (let after = now; ; ) {
    const some = nextTimes(schedule, jobId, new Date(after), AT_ONCE);
    const within = some.filter((at) => at.getTime() <= until);
    count += within.length;
    const last = within.at(-1);
    if (last === undefined || within.length < some.length || some.length < AT_ONCE) return count / MINUTES;
    after = last.getTime();
  }
}
