// A request to a start link starts its job. The token in the address is its only key and says nothing more: a token that is
// unknown, revoked, or of a job that was removed is answered alike. Whoever sends it is a caller of its own for the limit of
// requests, the audit and the Idempotency-Key; the token itself is written nowhere.
import type { FastifyRequest } from 'fastify';
import { startByLink } from '../../../domain/job/verb/start-by-link.ts';
import type { VerbResult } from '../../../domain/job/verb/verbs.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type StartLink, linkStarter } from '../../../domain/job/execution/start-link.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { runId } from '../../../domain/run/run-id.ts';
import { withinDeadline } from '../../http/deadline.ts';
import { createOneAtATime } from '../../http/one-at-a-time.ts';
import { startInTime } from '../../http/verb-in-time.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { tokenParams, startLinkAnswer, startLinkBody } from '../../schemas/job/start-link.ts';
import { runLinks } from '../../views/run/run-view.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The start link whose token is in the address; null: there is none, or none any more. */
    startLink: StartLink | null;
  }
}

const NO_LINK = 'There is no such start link.';

export function registerUseStartLink(app: ApiServer, ports: ApiPorts): void {
  const turns = createOneAtATime();
  app.decorateRequest('startLink', null);
  app.post(
    '/v1/triggers/:token',
    {
      config: { idempotent: true, checksWorkspace: true, hidesAddress: true, scope: 'open' as const },
      // Before the limit of requests, which counts by caller.
      onRequest: (request) => identify(ports, request),
      preValidation: async ({ startLink }) => {
        if (startLink === null) throw new WebloomError('not-found', NO_LINK);
      },
      preHandler: async (request) => hideToken(request),
      schema: {
        tags: ['jobs'],
        params: tokenParams,
        body: startLinkBody,
        response: { 202: startLinkAnswer },
      },
    },
    async (request, reply) => {
      const link = request.startLink;
      if (link === null) throw new WebloomError('not-found', NO_LINK);
      await ports.startLinks.noteUse(link._id, ports.clock.now());
      const { jobId } = link;
      const ulid = ports.ids.ulid();
      const act = (): Promise<VerbResult> => startByLink(ports, link, ulid);
      const timed = { verb: 'start', jobId, runId: runId(ulid), act };
      const { job, state, run, note, waitsFor } = await startInTime(ports, turns, timed);
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
  const link = await withinDeadline('The store', ports.startLinks.byHash(ports.hasher.sha256(token)));
  if (link === null || link.revokedAt !== null) return;
  if ((await ports.jobs.existing([link.jobId])).size === 0) return;
  request.startLink = link;
  request.caller = {
    workspaceId: link.workspaceId,
    scope: 'operator',
    name: linkStarter(link.name),
    how: 'trigger',
    keyId: link._id,
    expiresAt: null,
    csrfToken: null,
  };
  hideToken(request);
}

function hideToken(request: FastifyRequest): void {
  noteAudit(request, { subjectId: request.startLink?.jobId ?? 'unknown' });
}
