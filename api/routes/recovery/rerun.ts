// Fetching again only the pages of a run that failed, or that ended in another way that is named.
import { replayPages, whyNoReplay } from '../../../domain/control/dead-letter/start-replay.ts';
import { WebloomError } from '../../../domain/errors.ts';
import { describeTime } from '../../../domain/host/asked-for.ts';
import { callerOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../../query/find-row.ts';
import { timePages } from '../../query/recovery/forecast.ts';
import { pagesToRerun } from '../../query/recovery/rerun-pages.ts';
import { replayForecast, rerunAnswer, rerunBody } from '../../schemas/recovery/dead-letter.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';
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
      schema: {
        tags: TAGS,
        params: runParams,
        body: rerunBody,
        response: { 200: replayForecast, ...BODY_PROBLEMS },
      },
    },
    async (request) => {
      const run = await findRun(ports, request.params.runId);
      const { job, urls, left } = await pagesToRerun(ports, run, request.body);
      const hosts = await timePages(ports, [{ job, urls }]);
      const refusal = await whyNoReplay(ports, job._id);
      const { _id: jobId, name: jobName } = job;
      return {
        pages: urls.length,
        deliveries: 0,
        jobs: [{ jobId, jobName, pages: urls.length, left, runId: null, refusal, note: null }],
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
      schema: {
        tags: TAGS,
        params: runParams,
        body: rerunBody,
        response: { 202: rerunAnswer, ...BODY_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { name: by } = callerOf(request);
      const run = await findRun(ports, request.params.runId);
      const { job, urls, left, letterIds } = await pagesToRerun(ports, run, request.body);
      const work = replayPages(ports, { job, letterIds, urls, by });
      const started = await withinDeadline('The rerun', work, DEADLINE_MS);
      if (started === null) throw new WebloomError('conflict', 'Somebody else fetches these pages again.');
      void reply.header('location', `/v1/runs/${started.run._id}`);
      return reply.code(202).send({
        runId: started.run._id,
        jobId: job._id,
        ofRunId: run._id,
        pages: urls.length,
        left,
        note: started.note,
        links: runLinks(ports, started.run),
      });
    },
  );
}
