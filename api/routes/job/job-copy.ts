// A job made like another one.
import { jobEtag } from '../../../domain/job/job-etag.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cloneJob } from '../../../domain/job/verb/clone-job.ts';
import { newJobId } from '../../../domain/job/job-id.ts';
import type { ApiPorts } from '../../ports.ts';
import { createdJob, jobParams } from '../../schemas/job/job.ts';
import { cloneBody } from '../../schemas/job-detail/job-version.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toPlannedJob } from '../../../domain/job/job-plan.ts';
import { readCapacity } from '../../answer/capacity-notices.ts';
import { readBurden } from '../../answer/burden-notices.ts';
import { toJobView } from '../../views/job/job-view.ts';
import { jobRules } from '../../job-rules.ts';

export function registerJobCopy(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/jobs/:jobId/clone',
    {
      config: { idempotent: true },
      schema: { tags: ['jobs'], params: jobParams, body: cloneBody, response: { 201: createdJob } },
    },
    async (request, reply) => {
      const jobId = newJobId(ports.ids.ulid());
      const { name, keepSchedule = false } = request.body ?? {};
      const { settings } = ports;
      const now = ports.clock.now();
      const copy = { sourceId: request.params.jobId, jobId, name, keepsSchedule: keepSchedule };
      const job = await cloneJob(ports, copy, { ...jobRules(settings), now, nextTurn });
      const capacity = await readCapacity(ports, toPlannedJob(job));
      const burden = await readBurden(ports, { jobId, config: job.config, pages: 0 });
      return reply
        .code(201)
        .headers({ location: `/v1/jobs/${jobId}`, etag: `"${jobEtag(job)}"` })
        .send(toJobView(job, job.state, { now, ownHosts: settings.ownHosts, capacity, burden }));
    },
  );
}
