// A request to a trigger starts its job. The token in the address is its only key and says nothing more: a token that is
// unknown, revoked, or of a job that was removed is answered alike. Whoever sends it is a caller of its own for the limit of
// requests, the audit and the Idempotency-Key; the token itself is written nowhere.
import type { FastifyRequest } from 'fastify';
import { triggerJob } from '../../../domain/control/trigger/trigger-job.ts';
import { WebloomError } from '../../../domain/errors.ts';
import { type JobTrigger, triggerStarter } from '../../../domain/trigger/job-trigger.ts';
import { noteAudit } from '../../access/write-audit.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { tokenParams, triggerAnswer, triggerBody } from '../../schemas/job/trigger.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';
import { runLinks } from '../../views/run/run-view.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The trigger whose token is in the address; null: there is none, or none any more. */
    jobTrigger: JobTrigger | null;
  }
}

const NO_TRIGGER = 'There is no such trigger.';

export function registerUseTrigger(app: ApiServer, ports: ApiPorts): void {
  app.decorateRequest('jobTrigger', null);
  app.post(
    '/v1/triggers/:token',
    {
      config: { idempotent: true, checksWorkspace: true, hidesAddress: true, scope: 'open' as const },
      // Before the limit of requests, which counts by caller.
      onRequest: (request) => identify(ports, request),
      preValidation: async ({ jobTrigger }) => {
        if (jobTrigger === null) throw new WebloomError('not-found', NO_TRIGGER);
      },
      preHandler: async (request) => hideToken(request),
      schema: {
        tags: ['jobs'],
        params: tokenParams,
        body: triggerBody,
        response: { 202: triggerAnswer, ...BODY_PROBLEMS },
      },
    },
    async (request, reply) => {
      const trigger = request.jobTrigger;
      if (trigger === null) throw new WebloomError('not-found', NO_TRIGGER);
      await ports.triggers.noteUse(trigger._id, ports.clock.now());
      const { job, state, run, note, waitsFor } = await withinDeadline(
        'The start',
        triggerJob(ports, trigger),
      );
      if (run !== null) void reply.header('location', `/v1/runs/${run._id}`);
      const self = `/v1/jobs/${job._id}`;
      return reply.code(202).send({
        jobId: job._id,
        state,
        runId: run?._id ?? null,
        waitsFor: waitsFor ?? null,
        note: note ?? null,
        links: run === null ? { job: self } : runLinks(ports, run),
      });
    },
  );
}

async function identify(ports: ApiPorts, request: FastifyRequest): Promise<void> {
  // Whoever else the request shows to be has no part in it.
  request.caller = null;
  hideToken(request);
  const { token } = request.params as { readonly token: string };
  const trigger = await withinDeadline('The store', ports.triggers.byHash(ports.hasher.sha256(token)));
  if (trigger === null || trigger.revokedAt !== null) return;
  if ((await ports.jobs.existing([trigger.jobId])).size === 0) return;
  request.jobTrigger = trigger;
  request.caller = {
    workspaceId: trigger.workspaceId,
    scope: 'operator',
    name: triggerStarter(trigger.name),
    how: 'trigger',
    keyId: trigger._id,
    expiresAt: null,
    csrfToken: null,
  };
  hideToken(request);
}

function hideToken(request: FastifyRequest): void {
  noteAudit(request, { subjectId: request.jobTrigger?.jobId ?? 'unknown' });
}
