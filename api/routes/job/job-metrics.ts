// Figures of a job over its runs, summed from their documents when they are asked for.
import { findJob } from '../../query/find-row.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { readJobMetrics } from '../../query/job/job-metrics.ts';
import { jobMetricsView } from '../../schemas/job-detail/job-metrics.ts';
import { jobParams } from '../../schemas/job/job.ts';
import { toJobMetricsView } from '../../views/job/job-metrics-view.ts';

export function registerJobMetricsRoute(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/metrics',
    { schema: { tags: ['jobs'], params: jobParams, response: { 200: jobMetricsView } } },
    async (request) => {
      const { jobId } = request.params;
      const job = await findJob(ports, jobId);
      return toJobMetricsView(jobId, await readJobMetrics(ports, job));
    },
  );
}
