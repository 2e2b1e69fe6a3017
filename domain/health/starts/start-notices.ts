// Whether the starts that a job will ask for can be done, told when it is made or changed: afterwards they only make all others later.
import type { JobNotice } from '../../config/notices.ts';
import type { JobSchedule } from '../../config/schema.ts';
import { MINUTE_MS, HOUR_MS } from '../../system/duration.ts';
import { startsPerMinute } from './asked-starts.ts';
import { FEWER_OR_MORE, describeLate, isLate } from './late-starts.ts';
import type { StartFigures } from './start-figures.ts';

export interface StartingJob {
  readonly jobId: string;
  readonly config: { readonly schedule?: JobSchedule | undefined };
}

/** A job that starts more rarely makes nothing later. */
const LEAST_PER_MINUTE = MINUTE_MS / HOUR_MS;

/** `figures`: of the last look; null: they are not known. */
export function startNotices(
  figures: StartFigures | null,
  { jobId, config }: StartingJob,
  now: number,
): JobNotice[] {
  const { schedule } = config;
  if (figures === null || schedule === undefined || !isLate(figures)) return [];
  const more = startsPerMinute(schedule, jobId, now);
  const isBorne = figures.comePerMinute + more <= figures.donePerMinute;
  if (more < LEAST_PER_MINUTE || isBorne) return [];
  return [
    {
      code: 'starts-late',
      pointer: '/config/schedule',
      detail: `${describeLate(figures)}. This job starts as late, and makes the others later.`,
      remedy: FEWER_OR_MORE,
    },
  ];
}

/** Of many jobs that are started, resumed or put back on their schedule at once. */
export function describeMore(figures: StartFigures | null): string | null {
  if (figures === null || !isLate(figures)) return null;
  return `${describeLate(figures)}. More of them make all later. ${FEWER_OR_MORE}`;
}
