// Who asks: set on every request by the guards, read by routes. Whatever a route reads or writes belongs to the
// workspace of its caller.
import type { FastifyRequest } from 'fastify';
import { type Scope, allows } from '../../domain/system/access/scope.ts';
import { WebloomError } from '../../domain/system/errors.ts';

export interface Caller {
  readonly workspaceId: string;
  readonly scope: Scope;
  /** Name of the key, for people. */
  readonly name: string;
  /**
   * open: loopback without a key; operator-key: WEBLOOM_API_KEY; session: the cookie of a login; trigger: the token of a start link
   * that starts one job.
   */
  readonly how: 'open' | 'key' | 'session' | 'operator-key' | 'trigger';
  /** Null where no stored key is behind it. */
  readonly keyId: string | null;
  /** When the key or the login ends; null: it does not. */
  readonly expiresAt: Date | null;
  /** What a login has to send with each change; null for everybody else. */
  readonly csrfToken: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on paths that need no key. */
    caller: Caller | null;
    /** From where: the connection's address, or what a trusted proxy says of it. */
    callerAddress: string;
  }
}

/** Throws `unauthorized` on paths that need no key. */
export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller !== null) return request.caller;
  throw new WebloomError('unauthorized', 'Send a key as "Authorization: Bearer …", or log in.');
}

/** The workspace whose rows this request may see and change. */
export function workspaceOf(request: Pick<FastifyRequest, 'caller'>): string {
  return callerOf(request).workspaceId;
}

/** Throws `forbidden`, naming the scope that is needed. */
export function requireScope({ scope, name }: Pick<Caller, 'scope' | 'name'>, neededScope: Scope): void {
  if (allows(scope, neededScope)) return;
  const words = `This needs the scope ${neededScope}; the key "${name}" has ${scope}. Use another key, or ask an admin of the workspace.`;
  throw new WebloomError('forbidden', words, { facts: { neededScope, scope } });
}
