// A stored key: what it may do, how long, and a hash of its secret. The secret itself is shown once and kept nowhere. It
// has 256 random bits, so one SHA-256 protects it: there is nothing to guess, and a slow hash would only cost time at
// every request.
import type { Scope } from './scope.ts';

export interface ApiKey {
  /** `key_<ulid>` */
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly scope: Scope;
  /** SHA-256 of the secret, base64url. */
  readonly hash: string;
  readonly createdAt: Date;
  /** Name of the caller that made it. */
  readonly createdBy: string;
  /** Null: it does not expire. */
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

interface KeyQuery {
  readonly workspaceId: string;
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

export interface KeyStore {
  insert(key: ApiKey): Promise<void>;
  get(keyId: string): Promise<ApiKey | null>;
  list(query: KeyQuery): Promise<ApiKey[]>;
  /** Of all workspaces and states, the newest first. */
  hashes(limit: number): Promise<Pick<ApiKey, '_id' | 'hash'>[]>;
  /** Keeps the first time of a key that is revoked already; null when there is no such key. */
  revoke(keyId: string, at: Date): Promise<ApiKey | null>;
  /** Sets `lastUsedAt` if it is older than `unless`. */
  noteUse(keyId: string, at: Date, unless: Date): Promise<void>;
}

/** How exact `lastUsedAt` is: a busy key is written once in this time. */
export const LAST_USE_MS = 60_000;

export type KeyState = 'active' | 'expired' | 'revoked';

export function keyState(
  { expiresAt, revokedAt }: Pick<ApiKey, 'expiresAt' | 'revokedAt'>,
  now: Date,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** What the owner of a key that no longer works is told; null for one that works. */
export function keyFault(key: Pick<ApiKey, 'name' | 'expiresAt' | 'revokedAt'>, now: Date): string | null {
  switch (keyState(key, now)) {
    case 'active':
      return null;
    case 'expired':
      return `The key "${key.name}" expired on ${dayOf(key.expiresAt)}. Ask an admin of the workspace for a new one.`;
    case 'revoked':
      return `The key "${key.name}" was revoked on ${dayOf(key.revokedAt)}. Ask an admin of the workspace for a new one.`;
  }
}

function dayOf(at: Date | null): string {
  return at === null ? '' : at.toISOString().slice(0, 10);
}
