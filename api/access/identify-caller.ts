// Finds out who sends a request: by a key in its header, by the cookie of a login, or nobody in particular where the API
// is open on loopback.
import type { FastifyRequest } from 'fastify';
import type { Session } from '../../domain/access/session.ts';
import { parseKeyText } from '../../domain/access/key-text.ts';
import { WebloomError, isWebloomError } from '../../domain/errors.ts';
import type { Caller } from '../http/caller.ts';
import { withinDeadline } from '../http/deadline.ts';
import { type KeyJudge, type KeyPorts, createKeyJudge, operatorCaller } from './judge-key.ts';
import type { ApiPorts } from '../ports.ts';
import { csrfTokenOf, sessionTokenOf } from './session-cookie.ts';

export type IdentityPorts = KeyPorts & Pick<ApiPorts, 'sessions'>;

export interface Identifier {
  /** Throws `unauthorized` if nothing shows who asks. */
  callerOf(request: FastifyRequest): Promise<Caller>;
  /** Why the key or login of an open stream has ended; null while it has not. A store that does not answer ends nothing. */
  whyEnded(request: FastifyRequest): Promise<WebloomError | null>;
  readonly keys: KeyJudge;
}

const NO_KEY =
  'Send a key as "Authorization: Bearer …", or log in to the dashboard. An admin of the workspace makes keys; the operator has WEBLOOM_API_KEY.';
const NO_SESSION = 'The login has ended: log in again.';

export function createIdentifier(ports: IdentityPorts): Identifier {
  const keys = createKeyJudge(ports);
  const isOpen = ports.settings.apiKey === null;
  const identify = async (request: FastifyRequest): Promise<Caller> => {
    const key = keyIn(request);
    // Where the API is open, a text that is no key of Webloom is as good as none.
    if (key !== null && (!isOpen || parseKeyText(key) !== null)) return keys.callerOf(key, request.ip);
    const token = sessionTokenOf(request);
    const caller = token === null ? null : await sessionCaller(ports, keys, token);
    if (caller !== null) return caller;
    if (isOpen) return openCaller(ports.settings);
    throw new WebloomError('unauthorized', token === null ? NO_KEY : NO_SESSION);
  };
  const callerOf = (request: FastifyRequest): Promise<Caller> =>
    withinDeadline('The store', identify(request));
  const whyEnded = async (request: FastifyRequest): Promise<WebloomError | null> => {
    try {
      const { workspaceId } = await callerOf(request);
      return workspaceId === request.caller?.workspaceId
        ? null
        : new WebloomError('unauthorized', NO_SESSION);
    } catch (error) {
      return isWebloomError(error) && error.code === 'unauthorized' ? error : null;
    }
  };
  return { callerOf, whyEnded, keys };
}

function keyIn({ headers }: FastifyRequest): string | null {
  return /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function openCaller({ workspaceId }: ApiPorts['settings']): Caller {
  return {
    workspaceId,
    scope: 'admin',
    name: 'open',
    how: 'open',
    keyId: null,
    expiresAt: null,
    csrfToken: null,
  };
}

/** Null if there is no such session, or none any more. Throws if its key has expired or was revoked, which ends it too. */
async function sessionCaller(ports: IdentityPorts, keys: KeyJudge, token: string): Promise<Caller | null> {
  const session = await ports.sessions.get(ports.hasher.sha256(token));
  if (session === null) return null;
  if (session.expiresAt <= ports.clock.now()) {
    if (session.keyId !== null) await keys.refuseEnded(session.keyId);
    return null;
  }
  const opener = session.keyId === null ? operatorOf(ports, session) : await keys.callerOfId(session.keyId);
  if (opener === null) return null;
  return { ...opener, how: 'session', expiresAt: session.expiresAt, csrfToken: csrfTokenOf(token) };
}

/** Null if the operator's key is another one by now. */
function operatorOf({ settings, hasher }: IdentityPorts, { operatorHash }: Session): Caller | null {
  if (settings.apiKey === null || hasher.sha256(settings.apiKey) !== operatorHash) return null;
  return operatorCaller(settings);
}
