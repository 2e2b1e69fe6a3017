// Fetching again only the pages of a run that failed, or that ended in another way that is named.
import { runToGoOnWith } from '../../../domain/upkeep/dead-letter/begun-replay.ts';
import { replayPages, whyNoReplay } from '../../../domain/upkeep/dead-letter/start-replay.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { runId, ulidOfRun } from '../../../domain/run/run-id.ts';
import { describeTime } from '../../../domain/job/plan/asked-for.ts';
import { callerOf } from '../../http/caller.ts';
import { namedStart } from '../../http/verb-in-time.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../../query/find-row.ts';
import { timePages } from '../../answer/forecast.ts';
import { pagesToRerun } from '../../query/recovery/rerun-pages.ts';
import { replayForecast, rerunAnswer, rerunBody } from '../../schemas/recovery/dead-letter.ts';
import { runParams } from '../../schemas/run/run.ts';
import { runLinks } from '../../views/run/run-view.ts';

const TAGS = ['recovery'];
/** Files of thousands of pages may have to be read. */
const DEADLINE_MS = 30_000;

export function registerRerun(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/runs/:runId/rerun-forecast',
    {
      config: { audit: false, deadlineMs: DEADLINE_MS },
      schema: { tags: TAGS, params: runParams, body: rerunBody, response: { 200: replayForecast } },
    },
    async (request) => {
      const run = await findRun(ports, request.params.runId);
      const { job, pages, left, letterIds } = await pagesToRerun(ports, run, request.body);
      const hosts = await timePages(ports, [{ job, urls: pages.map(({ url }) => url) }]);
      const begun = await runToGoOnWith(ports, { workspaceId: job.workspaceId, ids: letterIds });
      const refusal = await whyNoReplay(ports, job._id, begun);
      const { _id: jobId, name: jobName } = job;
      return {
        pages: pages.length,
        deliveries: 0,
        jobs: [{ jobId, jobName, pages: pages.length, left, runId: null, refusal, note: null }],
        hosts: hosts.slice(0, 20),
        expectedMs: hosts[0]?.tookMs ?? 0,
        detail: describeTime(hosts),
        refused: [],
        isCut: false,
      };
    },
  );
  registerStart(app, ports);
}

function registerStart(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/runs/:runId/rerun',
    {
      config: { idempotent: true, deadlineMs: DEADLINE_MS },
      schema: { tags: TAGS, params: runParams, body: rerunBody, response: { 202: rerunAnswer } },
    },
    async (request, reply) => {
      const { name: by } = callerOf(request);
      const run = await findRun(ports, request.params.runId);
      const { job, pages, left, letterIds } = await pagesToRerun(ports, run, request.body);
      const begun = await runToGoOnWith(ports, { workspaceId: job.workspaceId, ids: letterIds });
      const ulid = begun === null ? ports.ids.ulid() : ulidOfRun(begun);
      const started = await namedStart(ports, {
        verb: 'rerun',
        jobId: job._id,
        runId: runId(ulid),
        work: replayPages(ports, { job, letterIds, pages, by, ulid }),
        workMs: DEADLINE_MS - 1_000,
      });
      if (started === null) throw new WebloomError('conflict', 'Somebody else fetches these pages again.');
      void reply.header('location', `/v1/runs/${started.run._id}`);
      return reply.code(202).send({
        runId: started.run._id,
        jobId: job._id,
        ofRunId: run._id,
        pages: pages.length,
        left,
        note: started.note,
        links: runLinks(ports, started.run),
      });
    },
  );
}
