// What is done with all that is stored of a job: read again by its present rules, or verified; and what would differ.
import { startMend } from '../../../domain/upkeep/mend-run/start-mend.ts';
import type { HistoryReach, ReparseFilter } from '../../../domain/run/mend.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { runId } from '../../../domain/run/run-id.ts';
import { namedStart } from '../../http/verb-in-time.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findOwnJob } from '../../query/find-row.ts';
import { previewReparse } from '../../query/run/preview-reparse.ts';
import { jobParams } from '../../schemas/job/job.ts';
import {
  mendAnswer,
  reparseBody,
  reparsePreview,
  type ReparseQuery,
  reparseQuery,
  verifyBody,
} from '../../schemas/run/mend.ts';
import { runLinks } from '../../views/run/run-view.ts';
import { given } from '../../../domain/system/given.ts';

const URL = '/v1/jobs/:jobId/reparse';
const TAGS = ['jobs'];

export function registerReparse(app: ApiServer, ports: ApiPorts): void {
  registerVerify(app, ports);
  app.get(
    URL,
    {
      config: { deadlineMs: 30_000 },
      schema: { tags: TAGS, params: jobParams, querystring: reparseQuery, response: { 200: reparsePreview } },
    },
    async (request) => {
      const { _id: jobId, config } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      return previewReparse(ports, { jobId, config, ...askedOf(request.query) });
    },
  );
  app.post(
    URL,
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: jobParams, body: reparseBody, response: { 202: mendAnswer } },
    },
    async (request, reply) => {
      const { _id: jobId } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      const asked = { by: callerOf(request).name, why: request.body.why };
      const mend = { kind: 'reparse', ...askedOf(request.body), ...asked } as const;
      const ulid = ports.ids.ulid();
      const work = startMend(ports, jobId, mend, ulid);
      const { run, note } = await namedStart(ports, { verb: 'mend', jobId, runId: runId(ulid), work });
      return reply.code(202).send({ runId: run._id, note: note ?? null, links: runLinks(ports, run) });
    },
  );
}

function registerVerify(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/jobs/:jobId/verify',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: jobParams, body: verifyBody, response: { 202: mendAnswer } },
    },
    async (request, reply) => {
      const { _id: jobId } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      const { repair, why } = request.body;
      const mend = { kind: 'verify', repair, by: callerOf(request).name, why } as const;
      const ulid = ports.ids.ulid();
      const work = startMend(ports, jobId, mend, ulid);
      const { run, note } = await namedStart(ports, { verb: 'mend', jobId, runId: runId(ulid), work });
      return reply.code(202).send({ runId: run._id, note: note ?? null, links: runLinks(ports, run) });
    },
  );
}

function askedOf({ pageType, text, versions, since }: ReparseQuery): {
  readonly only: ReparseFilter;
  readonly history?: HistoryReach;
} {
  const only = {
    ...(pageType === undefined ? {} : { pageTypes: [pageType] }),
    ...given({ text }),
  };
  if (since !== undefined) return { only, history: { since: new Date(since) } };
  return versions === 'all' ? { only, history: {} } : { only };
}
