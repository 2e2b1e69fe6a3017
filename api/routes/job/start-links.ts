// The start links of a job: made (the address is told once), listed, revoked.
import { WebloomError } from '../../../domain/system/errors.ts';
import { type StartLink, startLinkId, startLinkToken } from '../../../domain/job/execution/start-link.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { callerOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { jobParams } from '../../schemas/job/job.ts';
import {
  createdStartLink,
  startLinkInput,
  startLinkList,
  startLinkParams,
  type StartLinkView,
  startLinkView,
} from '../../schemas/job/start-link.ts';

const TAGS = ['jobs'];
const MAX_ACTIVE = 20;
const LISTED = 500;

export function registerStartLinks(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/triggers',
    { schema: { tags: TAGS, params: jobParams, response: { 200: startLinkList } } },
    async (request) => ({
      items: (await ports.startLinks.list(request.params.jobId, LISTED)).map(toView),
    }),
  );
  app.post(
    '/v1/jobs/:jobId/triggers',
    { schema: { tags: TAGS, params: jobParams, body: startLinkInput, response: { 201: createdStartLink } } },
    async (request, reply) => {
      const { jobId } = request.params;
      await refuseTooMany(ports, jobId);
      const { workspaceId, name: createdBy } = callerOf(request);
      const token = startLinkToken(ports.secretSource.secret());
      const link: StartLink = {
        _id: startLinkId(jobId, ports.ids.ulid()),
        jobId,
        workspaceId,
        name: request.body.name,
        hash: ports.hasher.sha256(token),
        createdAt: ports.clock.now(),
        createdBy,
        lastUsedAt: null,
        revokedAt: null,
      };
      await ports.startLinks.insert(link);
      noteAudit(request, { changes: [{ member: 'startLinks', before: null, after: link.name }] });
      const url = `${request.protocol}://${request.host}/v1/triggers/${token}`;
      return reply.code(201).send({ ...toView(link), token, url });
    },
  );
  registerRevocation(app, ports);
}

function registerRevocation(app: ApiServer, ports: ApiPorts): void {
  app.delete(
    '/v1/jobs/:jobId/triggers/:triggerId',
    { schema: { tags: TAGS, params: startLinkParams, response: { 200: startLinkView } } },
    async (request) => {
      const { jobId, triggerId: id } = request.params;
      const known = await ports.startLinks.get(id);
      const revoked = known?.jobId === jobId ? await ports.startLinks.revoke(id, ports.clock.now()) : null;
      if (revoked === null)
        throw new WebloomError('not-found', `The job has no start link ${id}.`, { facts: { triggerId: id } });
      noteAudit(request, { changes: [{ member: 'startLinks', before: revoked.name, after: null }] });
      return toView(revoked);
    },
  );
}

async function refuseTooMany({ startLinks }: ApiPorts, jobId: string): Promise<void> {
  const known = await startLinks.list(jobId, LISTED);
  const active = known.filter(({ revokedAt }) => revokedAt === null).length;
  if (active < MAX_ACTIVE && known.length < LISTED) return;
  throw new WebloomError(
    'limit-exceeded',
    `A job has at most ${MAX_ACTIVE} working start links, ${LISTED} with the revoked ones.`,
    { facts: { limit: MAX_ACTIVE } },
  );
}

function toView({ _id, jobId, name, createdAt, createdBy, lastUsedAt, revokedAt }: StartLink): StartLinkView {
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
