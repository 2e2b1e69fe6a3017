// Runs: list, one run with its ledger, why nothing moves in it, and stopping it alone.
import { stopRun } from '../../../domain/job/verb/stop-job.ts';
import type { IdleReason } from '../../../domain/job/outlook/idle-facts.ts';
import { whyIdle } from '../../../domain/job/outlook/why-idle.ts';
import { workspaceOf } from '../../http/caller.ts';
import { stopInTime } from '../../http/verb-in-time.ts';
import { collectIdleFacts } from '../../query/idle-facts.ts';
import { listRuns } from '../../query/list-runs.ts';
import { findRun } from '../../query/find-row.ts';
import { readEffect } from '../../query/verb-effect.ts';
import type { ApiPorts } from '../../ports.ts';
import { stopBody, stopQuery } from '../../schemas/job/job.ts';
import { type WhyIdleView, runParams, runStopAnswer, runView, whyIdleView } from '../../schemas/run/run.ts';
import { runList, runListQuery } from '../../schemas/run/run-list.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { runLinks, toRunListView, toRunView } from '../../views/run/run-view.ts';

const TAGS = ['runs'];

export function registerRuns(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/runs',
    { schema: { tags: TAGS, querystring: runListQuery, response: { 200: runList } } },
    async (request) =>
      toRunListView(ports, await listRuns(ports, { ...request.query, workspaceId: workspaceOf(request) })),
  );
  app.get(
    '/v1/runs/:runId',
    { schema: { tags: TAGS, params: runParams, response: { 200: runView } } },
    async (request) => toRunView(ports, await findRun(ports, request.params.runId)),
  );
  app.get(
    '/v1/runs/:runId/why-idle',
    { schema: { tags: TAGS, params: runParams, response: { 200: whyIdleView } } },
    async (request): Promise<WhyIdleView> => {
      const run = await findRun(ports, request.params.runId);
      const { idle, reasons } = whyIdle(await collectIdleFacts(ports, run));
      return { runId: run._id, state: run.state, idle, reasons: reasons.map(toReasonView) };
    },
  );
  app.post(
    '/v1/runs/:runId/stop',
    {
      config: { idempotent: true },
      schema: {
        tags: TAGS,
        params: runParams,
        querystring: stopQuery,
        body: stopBody,
        response: { 200: runStopAnswer, 202: runStopAnswer },
      },
    },
    async (request, reply) => {
      const force = request.body?.force === true || request.query.force === 'true';
      const { _id: runId } = await findRun(ports, request.params.runId);
      const work = stopRun(ports, runId, { force });
      const { run, same } = await stopInTime(ports, runId, work);
      const verb = force ? 'force-stop-run' : 'stop-run';
      const effect = await readEffect(ports, verb, { job: null, run, same });
      const answer = { runId: run._id, state: run.state, same, ...effect, links: runLinks(ports, run) };
      return reply.code(same ? 200 : 202).send(answer);
    },
  );
}

function toReasonView({
  code,
  detail,
  until,
  remedy,
  host,
  delayMs,
}: IdleReason): WhyIdleView['reasons'][number] {
  return {
    code,
    detail,
    until: until === undefined ? null : new Date(until).toISOString(),
    remedy: remedy ?? null,
    host: host ?? null,
    delayMs: delayMs ?? null,
  };
}
