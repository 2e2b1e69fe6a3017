// The verbs of a job as sub-resources. Idempotent: 200 if nothing changes, 202 if work goes on in the
// background, 409 with the state and the allowed verbs if the verb is impossible now.
import { archiveJob, restoreJob, scheduleJob } from '../../../domain/control/archive-job.ts';
import { stopJob } from '../../../domain/control/stop-job.ts';
import type { ToldVerb } from '../../../domain/control/verb-effect.ts';
import { type VerbResult, pauseJob, resumeJob, startJob } from '../../../domain/control/verbs.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiPorts } from '../../ports.ts';
import { readEffect } from '../../query/verb-effect.ts';
import {
  type VerbAnswer,
  emptyBody,
  jobParams,
  stopBody,
  stopQuery,
  verbAnswer,
} from '../../schemas/job/job.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toVerbAnswer } from '../../views/job/job-view.ts';

const VERBS: Readonly<Record<string, (ports: ApiPorts, jobId: string) => Promise<VerbResult>>> = {
  start: startJob,
  pause: pauseJob,
  resume: resumeJob,
  archive: archiveJob,
  restore: restoreJob,
  schedule: scheduleJob,
};

/** Verbs that touch a run or a schedule. */
const TOLD: Readonly<Record<string, ToldVerb>> = { start: 'start', pause: 'pause', resume: 'resume' };

const ANSWERS = { 200: verbAnswer, 202: verbAnswer, ...BODY_PROBLEMS };

export function registerJobVerbs(app: ApiServer, ports: ApiPorts): void {
  for (const [verb, act] of Object.entries(VERBS)) {
    app.post(
      `/v1/jobs/:jobId/${verb}`,
      {
        config: { idempotent: true },
        schema: { tags: ['jobs'], params: jobParams, body: emptyBody, response: ANSWERS },
      },
      async (request, reply) => {
        const result = await withinDeadline(`The verb ${verb}`, act(ports, request.params.jobId));
        if (verb === 'start' && result.run !== null)
          void reply.header('location', `/v1/runs/${result.run._id}`);
        return reply.code(statusOf(result)).send(await answerOf(ports, result, TOLD[verb] ?? null));
      },
    );
  }
  registerStop(app, ports);
}

function registerStop(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/jobs/:jobId/stop',
    {
      config: { idempotent: true },
      schema: {
        tags: ['jobs'],
        params: jobParams,
        querystring: stopQuery,
        body: stopBody,
        response: ANSWERS,
      },
    },
    async (request, reply) => {
      const force = request.body?.force === true || request.query.force === 'true';
      const result = await withinDeadline('The verb stop', stopJob(ports, request.params.jobId, { force }));
      const answer = await answerOf(ports, result, force ? 'force-stop' : 'stop');
      return reply.code(statusOf(result)).send(answer);
    },
  );
}

async function answerOf(ports: ApiPorts, result: VerbResult, verb: ToldVerb | null): Promise<VerbAnswer> {
  return toVerbAnswer(result, await readEffect(ports, verb, result));
}

/** 202: a run still has work to do before the job has the new state. */
function statusOf({ same, run, waitsFor }: VerbResult): 200 | 202 {
  return same || (run === null && waitsFor === undefined) ? 200 : 202;
}
