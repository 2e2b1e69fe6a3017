// Reads the run documents that a job's metrics are summed from, a slice at a time.
import { type JobMetrics, jobMetrics, metricsFrom } from '../../../domain/job/outlook/job-metrics.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { RunSummary } from '../../../domain/run/run.ts';
import type { ApiPorts } from '../../ports.ts';
import { RUN_ENDINGS } from '../../../domain/run/lifecycle.ts';

const BATCH = 500;
/** Runs that are summed at most: at one in half an hour those of ninety days. */
const SUMMED_RUNS = 5_000;

export interface ReadMetrics {
  readonly metrics: JobMetrics;
  readonly now: Date;
  /** False: there are more runs. */
  readonly isWhole: boolean;
}

export async function readJobMetrics(
  { clock, runs }: Pick<ApiPorts, 'clock' | 'runs'>,
  { _id: jobId, workspaceId }: Job,
): Promise<ReadMetrics> {
  const now = clock.now();
  const query = {
    workspaceId,
    jobIds: [jobId],
    states: RUN_ENDINGS,
    finishedFrom: metricsFrom(now),
    limit: BATCH,
  };
  const read: RunSummary[] = [];
  for (;;) {
    const some = await runs.summaries({ ...query, before: read.at(-1)?._id });
    read.push(...some);
    const isMore = some.length === BATCH;
    if (!isMore || read.length >= SUMMED_RUNS)
      return { metrics: jobMetrics(read, now), now, isWhole: !isMore };
  }
}
