// A login of the dashboard. The browser holds a random token in a cookie, the store only a hash of it, so that logins
// survive a restart and a copy of the database lets nobody in. A session lives no longer than its key: the key is looked up at
// every request, so a revoked one ends its sessions at once.
import { DAY_MS } from '../duration.ts';

export interface Session {
  /** SHA-256 of the token, base64url. */
  readonly _id: string;
  readonly workspaceId: string;
  /** Null: it was opened with the operator's key. */
  readonly keyId: string | null;
  /** SHA-256 of the operator's key, if it was opened with that: another key in the environment ends the session. */
  readonly operatorHash: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface SessionStore {
  /** Also deletes some sessions that have expired before `outdated`. */
  insert(session: Session, outdated: Date): Promise<void>;
  get(id: string): Promise<Session | null>;
  /** Ids of those that are stored. */
  ids(limit: number): Promise<string[]>;
  delete(id: string): Promise<void>;
}

export const SESSION_DAYS = 7;

/** Seven days, or as long as the key. */
export function sessionEnd(now: Date, keyExpiresAt: Date | null): Date {
  const end = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  return keyExpiresAt !== null && keyExpiresAt < end ? keyExpiresAt : end;
}
