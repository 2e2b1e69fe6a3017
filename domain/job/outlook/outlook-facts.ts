// The facts for a job's outlook that its own document tells: enough for a list of jobs.
import type { Run } from '../../run/run.ts';
import type { Job } from '../job.ts';
import type { JobState } from '../../run/job-state.ts';
import type { LastRun, OutlookFacts } from './outlook.ts';

/** The part of a job that lists have too; a start that waits is not among it. */
type KnownJob = Pick<Job, 'nextRunAt' | 'retryAt' | 'failedInRow' | 'aggregates'> & {
  readonly config: { readonly schedule?: unknown };
  readonly buffered?: Job['buffered'];
  readonly heldBack?: Job['heldBack'];
  readonly trouble?: Job['trouble'];
  readonly missed?: Job['missed'];
  readonly skipped?: Job['skipped'];
};

/** What the job's document alone tells. */
export function outlookFacts(job: KnownJob, state: JobState): OutlookFacts {
  return {
    state,
    hasSchedule: job.config.schedule !== undefined,
    nextRunAt: job.nextRunAt?.getTime() ?? null,
    retryAt: job.retryAt?.getTime() ?? null,
    failedInRow: job.failedInRow,
    buffered: job.buffered ?? null,
    heldBack: job.heldBack ?? null,
    run: null,
    last: lastOf(job, null),
    trouble: job.trouble ?? null,
    missed: job.missed ?? null,
    skipped: job.skipped ?? [],
  };
}

/** `run`: its document, where it was read and is still kept. */
export function lastOf({ aggregates }: Pick<Job, 'aggregates'>, run: Run | null): LastRun | null {
  const { lastRunId, lastRunState, lastRunAt } = aggregates;
  if (lastRunId === undefined || lastRunAt === undefined) return null;
  return {
    runId: lastRunId,
    seq: run?.seq ?? null,
    state: lastRunState ?? 'ended',
    at: lastRunAt.getTime(),
    ending: run?.endingReason ?? null,
  };
}
