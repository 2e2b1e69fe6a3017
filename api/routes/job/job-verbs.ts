// The verbs of a job as sub-resources. Idempotent: 200 if nothing changes, 202 if work goes on in the
// background, 409 with the state and the allowed verbs if the verb is impossible now.
import { archiveJob, restoreJob, scheduleJob } from '../../../domain/job/verb/archive-job.ts';
import { stopJob } from '../../../domain/job/verb/stop-job.ts';
import type { ToldVerb } from '../../../domain/job/verb/verb-effect.ts';
import { type VerbResult, pauseJob, resumeJob, startJob } from '../../../domain/job/verb/verbs.ts';
import { readStartWarning } from '../../answer/burden-notices.ts';
import { createOneAtATime } from '../../http/one-at-a-time.ts';
import { startInTime, verbInTime } from '../../http/verb-in-time.ts';
import { runId } from '../../../domain/run/run-id.ts';
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
import type { ApiServer } from '../../http/server-type.ts';
import { toVerbAnswer } from '../../views/job/job-view.ts';

const VERBS: Readonly<Record<string, (ports: ApiPorts, jobId: string) => Promise<VerbResult>>> = {
  pause: pauseJob,
  resume: resumeJob,
  archive: archiveJob,
  restore: restoreJob,
  schedule: scheduleJob,
};

/** Verbs that touch a run or a schedule. */
const TOLD: Readonly<Record<string, ToldVerb>> = {
  start: 'start',
  pause: 'pause',
  resume: 'resume',
  stop: 'stop',
  'force-stop': 'force-stop',
};

const ANSWERS = { 200: verbAnswer, 202: verbAnswer };

export function registerJobVerbs(app: ApiServer, ports: ApiPorts): void {
  for (const [verb, act] of Object.entries(timedVerbs(ports))) {
    app.post(
      `/v1/jobs/:jobId/${verb}`,
      {
        config: { idempotent: true },
        schema: { tags: ['jobs'], params: jobParams, body: emptyBody, response: ANSWERS },
      },
      async (request, reply) => {
        const result = await act(request.params.jobId);
        if (verb === 'start' && result.run !== null)
          void reply.header('location', `/v1/runs/${result.run._id}`);
        return reply.code(statusOf(result)).send(await answerOf(ports, result, verb));
      },
    );
  }
  registerStop(app, ports);
}

function timedVerbs(ports: ApiPorts): Record<string, (jobId: string) => Promise<VerbResult>> {
  const turns = createOneAtATime();
  const start = (jobId: string): Promise<VerbResult> => {
    const ulid = ports.ids.ulid();
    const act = (): Promise<VerbResult> => startJob(ports, jobId, ulid);
    return startInTime(ports, turns, { verb: 'start', jobId, runId: runId(ulid), act });
  };
  const others = Object.entries(VERBS).map(
    ([verb, act]) =>
      [verb, (jobId: string) => verbInTime(ports, { verb, jobId, act: () => act(ports, jobId) })] as const,
  );
  return { start, ...Object.fromEntries(others) };
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
      const { jobId } = request.params;
      const act = (): Promise<VerbResult> => stopJob(ports, jobId, { force });
      const result = await verbInTime(ports, { verb: 'stop', jobId, act });
      const answer = await answerOf(ports, result, force ? 'force-stop' : 'stop');
      return reply.code(statusOf(result)).send(answer);
    },
  );
}

async function answerOf(ports: ApiPorts, result: VerbResult, verb: string): Promise<VerbAnswer> {
  const [effect, warning] = await Promise.all([
    readEffect(ports, TOLD[verb] ?? null, result),
    result.same ? null : readStartWarning(ports, verb),
  ]);
  return toVerbAnswer(result, { ...effect, warning });
}

/** 202: a run still has work to do before the job has the new state. */
function statusOf({ same, run, waitsFor }: VerbResult): 200 | 202 {
  return same || (run === null && waitsFor === undefined) ? 200 : 202;
}
