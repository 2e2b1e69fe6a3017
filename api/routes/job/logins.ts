// Logins: accounts at sites by which jobs fetch pages. Made, listed, changed, let try again, removed.
import type { FastifyRequest } from 'fastify';
import type { Login } from '../../../domain/config/login/login.ts';
import { changeLogin, createLogin, removeLogin, retryLogin } from '../../../domain/job/verb/manage-login.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { loginInput, loginList, loginParams, loginPatch, loginView } from '../../schemas/job/login.ts';
import { nothing } from '../../schemas/paging.ts';
import { jobRules } from '../../job-rules.ts';
import { toLoginView } from '../../views/job/login-view.ts';

const TAGS = ['jobs'];

export function registerLogins(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerWriting(app, ports);
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get('/v1/logins', { schema: { tags: TAGS, response: { 200: loginList } } }, async (request) => ({
    items: (await ports.logins.list(workspaceOf(request))).map(toLoginView),
  }));
  app.get(
    '/v1/logins/:loginId',
    { schema: { tags: TAGS, params: loginParams, response: { 200: loginView } } },
    async (request) => toLoginView(await findLogin(ports, request)),
  );
}

function registerWriting(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/logins',
    { config: { idempotent: true }, schema: { tags: TAGS, body: loginInput, response: { 201: loginView } } },
    async (request, reply) => {
      const wanted = { ...request.body, workspaceId: workspaceOf(request) };
      const login = await createLogin(ports, wanted, jobRules(ports.settings));
      noteAudit(request, { subjectId: login._id, subjectName: login.name });
      return reply.code(201).header('location', `/v1/logins/${login._id}`).send(toLoginView(login));
    },
  );
  app.patch(
    '/v1/logins/:loginId',
    { schema: { tags: TAGS, params: loginParams, body: loginPatch, response: { 200: loginView } } },
    async (request) => {
      const login = await findLogin(ports, request);
      noteAudit(request, { subjectName: login.name });
      return toLoginView(await changeLogin(ports, { login, patch: request.body }, jobRules(ports.settings)));
    },
  );
  app.post(
    '/v1/logins/:loginId/retry',
    { schema: { tags: TAGS, params: loginParams, response: { 200: loginView } } },
    async (request) => {
      const { _id, name } = await findLogin(ports, request);
      noteAudit(request, { subjectName: name });
      const login = await retryLogin(ports, _id);
      if (login === null) throw noSuch('login', { loginId: _id });
      return toLoginView(login);
    },
  );
  app.delete(
    '/v1/logins/:loginId',
    { schema: { tags: TAGS, params: loginParams, response: { 204: nothing } } },
    async (request, reply) => {
      const login = await findLogin(ports, request);
      noteAudit(request, { subjectName: login.name });
      await removeLogin(ports, login);
      return reply.code(204).send(null);
    },
  );
}

async function findLogin(
  { logins }: Pick<ApiPorts, 'logins'>,
  request: FastifyRequest<{ Params: { loginId: string } }>,
): Promise<Login> {
  const { loginId } = request.params;
  const login = await logins.get(loginId);
  if (login !== null && login.workspaceId === workspaceOf(request)) return login;
  throw noSuch('login', { loginId });
}
