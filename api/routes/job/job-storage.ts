// What the stored versions of a job take, as it was measured last.
import { findJob } from '../../query/find-row.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { jobParams } from '../../schemas/job/job.ts';
import { jobStorageView } from '../../schemas/job-detail/storage.ts';
import { toJobStorageView } from '../../views/job/job-storage-view.ts';

export function registerJobStorage(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/storage',
    { schema: { tags: ['jobs'], params: jobParams, response: { 200: jobStorageView } } },
    async (request) => {
      const { jobId } = request.params;
      const job = await findJob(ports, jobId);
      return toJobStorageView(job, await ports.storage.get(jobId));
    },
  );
}
