// A schedule in words, short enough for a column.
import type { JobRow } from '../../api/schemas/job/job-list.ts';

const UNITS = [
  [604_800_000, 'week'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

export function scheduleWords(schedule: NonNullable<JobRow['schedule']>): string {
  return schedule.kind === 'cron' ? `at ${schedule.cron}` : everyWords(schedule.everyMs);
}

/** `every 15 minutes`: the largest unit that leaves no rest. */
function everyWords(everyMs: number): string {
  const [unitMs, unit] = UNITS.find(([ms]) => everyMs % ms === 0) ?? [1_000, 'second'];
  const count = Math.round(everyMs / unitMs);
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
