// The metrics of a job as the API shows them.
import { type Count, metricsFrom } from '../../../domain/job/outlook/job-metrics.ts';
import { REASONS, isReasonCode } from '../../../domain/run/outcome.ts';
import type { ReadMetrics } from '../../query/job/job-metrics.ts';
import type { JobMetricsView } from '../../schemas/job-detail/job-metrics.ts';
import { meaningOf } from '../run/run-view.ts';

export function toJobMetricsView(jobId: string, { metrics, now, isWhole }: ReadMetrics): JobMetricsView {
  const { reasons, endings, days, ...sums } = metrics;
  return {
    jobId,
    from: metricsFrom(now).toISOString(),
    to: now.toISOString(),
    ...sums,
    days: days.map((day) => ({ ...day })),
    failures: reasons
      .filter(({ code }) => isReasonCode(code) && REASONS[code].outcome === 'failed')
      .map(withMeaning),
    endings: endings.map(withMeaning),
    whole: isWhole,
    links: { job: `/v1/jobs/${jobId}`, runs: `/v1/jobs/${jobId}/runs` },
  };
}

function withMeaning({ code, count }: Count): JobMetricsView['failures'][number] {
  return { code, count, means: meaningOf(code).means };
}
