// Triggers of a job: made (the address is told once), listed, revoked.
import { WebloomError } from '../../../domain/errors.ts';
import { type JobTrigger, triggerId, triggerToken } from '../../../domain/trigger/job-trigger.ts';
import { noteAudit } from '../../access/write-audit.ts';
import { callerOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { jobParams } from '../../schemas/job/job.ts';
import {
  createdTrigger,
  triggerInput,
  triggerList,
  triggerParams,
  type TriggerView,
  triggerView,
} from '../../schemas/job/trigger.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';

const TAGS = ['jobs'];
const MAX_ACTIVE = 20;
const LISTED = 500;

export function registerTriggers(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/triggers',
    { schema: { tags: TAGS, params: jobParams, response: { 200: triggerList, ...PROBLEMS } } },
    async (request) => ({
      items: (await ports.triggers.list(request.params.jobId, LISTED)).map(toView),
    }),
  );
  app.post(
    '/v1/jobs/:jobId/triggers',
    {
      schema: {
        tags: TAGS,
        params: jobParams,
        body: triggerInput,
        response: { 201: createdTrigger, ...BODY_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { jobId } = request.params;
      await refuseTooMany(ports, jobId);
      const { workspaceId, name: createdBy } = callerOf(request);
      const token = triggerToken(ports.secretSource.secret());
      const trigger: JobTrigger = {
        _id: triggerId(jobId, ports.ids.ulid()),
        jobId,
        workspaceId,
        name: request.body.name,
        hash: ports.hasher.sha256(token),
        createdAt: ports.clock.now(),
        createdBy,
        lastUsedAt: null,
        revokedAt: null,
      };
      await ports.triggers.insert(trigger);
      noteAudit(request, { changes: [{ member: 'triggers', before: null, after: trigger.name }] });
      const url = `${request.protocol}://${request.host}/v1/triggers/${token}`;
      return reply.code(201).send({ ...toView(trigger), token, url });
    },
  );
  registerRevocation(app, ports);
}

function registerRevocation(app: ApiServer, ports: ApiPorts): void {
  app.delete(
    '/v1/jobs/:jobId/triggers/:triggerId',
    { schema: { tags: TAGS, params: triggerParams, response: { 200: triggerView, ...PROBLEMS } } },
    async (request) => {
      const { jobId, triggerId: id } = request.params;
      const known = await ports.triggers.get(id);
      const revoked = known?.jobId === jobId ? await ports.triggers.revoke(id, ports.clock.now()) : null;
      if (revoked === null)
        throw new WebloomError('not-found', `The job has no trigger ${id}.`, { facts: { triggerId: id } });
      noteAudit(request, { changes: [{ member: 'triggers', before: revoked.name, after: null }] });
      return toView(revoked);
    },
  );
}

async function refuseTooMany({ triggers }: ApiPorts, jobId: string): Promise<void> {
  const known = await triggers.list(jobId, LISTED);
  const active = known.filter(({ revokedAt }) => revokedAt === null).length;
  if (active < MAX_ACTIVE && known.length < LISTED) return;
  throw new WebloomError(
    'limit-exceeded',
    `A job has at most ${MAX_ACTIVE} working triggers, ${LISTED} with the revoked ones.`,
    { facts: { limit: MAX_ACTIVE } },
  );
}

function toView({ _id, jobId, name, createdAt, createdBy, lastUsedAt, revokedAt }: JobTrigger): TriggerView {
  return {
    triggerId: _id,
    jobId,
    name,
    state: revokedAt === null ? 'active' : 'revoked',
    createdAt: createdAt.toISOString(),
    createdBy,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
