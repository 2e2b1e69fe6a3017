// Finds out who sends a request: by a key in its header, by the cookie of a login, or nobody in particular where the API
// is open on loopback.
import { OPEN_CALLER } from '../../domain/system/access/caller-words.ts';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../../domain/system/access/session.ts';
import { parseKeyText } from '../../domain/system/access/key-text.ts';
import { type WrongKeyLimit, createWrongKeyLimit } from '../../domain/system/access/wrong-key-limit.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Caller } from '../http/caller.ts';
import { withinDeadline } from '../http/deadline.ts';
import { type KeyJudge, type KeyPorts, createKeyJudge, operatorCaller, tooManyWrong } from './judge-key.ts';
import { createKnownRows } from './known-rows.ts';
import type { ApiPorts } from '../ports.ts';
import { csrfTokenOf, sessionTokenOf } from '../http/session-cookie.ts';

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
  const limit = createWrongKeyLimit();
  const keys = createKeyJudge(ports, limit);
  const findSession = createSessionFinder(ports, limit);
  const isOpen = ports.settings.apiKey === null;
  const identify = async (request: FastifyRequest): Promise<Caller> => {
    const key = keyIn(request);
    // Where the API is open, a text that is no key of Webloom is as good as none.
    if (key !== null && (!isOpen || parseKeyText(key) !== null))
      return keys.callerOf(key, request.callerAddress);
    const token = sessionTokenOf(request);
    const session = token === null ? null : await findSession(token, request.callerAddress, isOpen);
    const caller =
      token === null || session === null ? null : await sessionCaller(ports, keys, { session, token });
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
    name: OPEN_CALLER,
    how: 'open',
    keyId: null,
    expiresAt: null,
    csrfToken: null,
  };
}

type SessionFinder = (token: string, address: string, isOpen: boolean) => Promise<Session | null>;

/** Cookies that nobody knows are limited as wrong keys are, before the store is asked for them. */
function createSessionFinder(
  { sessions, hasher, clock }: IdentityPorts,
  limit: WrongKeyLimit,
): SessionFinder {
  const readIds = async (most: number): Promise<[string, true][]> =>
    (await sessions.ids(most)).map((id) => [id, true]);
  const known = createKnownRows(readIds, clock);
  return async (token, address, isOpen) => {
    const id = hasher.sha256(token);
    if (await known.find(id)) return sessions.get(id);
    const now = clock.now().getTime();
    const waitMs = limit.take(address, now);
    if (waitMs > 0 && (await known.findLater(id)) === undefined) {
      // Where the API is open, a login that is gone is as good as none.
      if (isOpen) return null;
      throw tooManyWrong(waitMs);
    }
    const session = await sessions.get(id);
    if (session === null) return null;
    if (waitMs === 0) limit.giveBack(address, now);
    known.put(id, true);
    return session;
  };
}

/** Null if the session has ended. Throws if its key has expired or was revoked, which ends it too. */
async function sessionCaller(
  ports: IdentityPorts,
  keys: KeyJudge,
  { session, token }: { readonly session: Session; readonly token: string },
): Promise<Caller | null> {
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
