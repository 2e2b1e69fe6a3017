// Who is asking, and logging in to the dashboard: a key is given once, afterwards a cookie stands for it.
import { sessionEnd } from '../../../domain/system/access/session.ts';
import type { Identifier } from '../../access/identify-caller.ts';
import {
  REMEMBERED_MS,
  clearSessionCookie,
  csrfTokenOf,
  sessionTokenOf,
  setSessionCookie,
} from '../../http/session-cookie.ts';
import { type Caller, callerOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { callerView, sessionInput } from '../../schemas/access/access.ts';
import { nothing } from '../../schemas/paging.ts';
import { LOGIN_PROBLEMS } from '../../schemas/problem.ts';
import { toCallerView } from '../../views/access-view.ts';

const TAGS = ['access'];

export function registerSessions(app: ApiServer, ports: ApiPorts, identifier: Identifier): void {
  app.get('/v1/me', { schema: { tags: TAGS, response: { 200: callerView } } }, (request) =>
    toCallerView(ports, callerOf(request)),
  );
  app.post(
    '/v1/session',
    { schema: { tags: TAGS, body: sessionInput, response: { 201: callerView, ...LOGIN_PROBLEMS } } },
    async (request, reply) => {
      const opener = await identifier.keys.callerOf(request.body.key.trim(), request.callerAddress);
      const token = ports.secretSource.secret();
      const expiresAt = await openSession(ports, opener, token);
      setSessionCookie(request, reply, { token, expiresAt });
      const caller: Caller = { ...opener, how: 'session', expiresAt, csrfToken: csrfTokenOf(token) };
      request.caller = caller;
      return reply.code(201).send(await toCallerView(ports, caller));
    },
  );
  app.delete(
    '/v1/session',
    { schema: { tags: TAGS, response: { 204: nothing } } },
    async (request, reply) => {
      const token = sessionTokenOf(request);
      if (token !== null) await ports.sessions.delete(ports.hasher.sha256(token));
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );
}

async function openSession(
  { sessions, hasher, clock, settings }: ApiPorts,
  { workspaceId, keyId, expiresAt: keyExpiresAt }: Caller,
  token: string,
): Promise<Date> {
  const now = clock.now();
  const expiresAt = sessionEnd(now, keyExpiresAt);
  const operatorHash = keyId === null ? hasher.sha256(settings.apiKey ?? '') : null;
  const session = { _id: hasher.sha256(token), workspaceId, keyId, operatorHash, createdAt: now, expiresAt };
  await sessions.insert(session, new Date(now.getTime() - REMEMBERED_MS));
  return expiresAt;
}
