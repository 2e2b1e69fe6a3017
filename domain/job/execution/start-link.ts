// A start link: an address that starts a run of it, for programs that can send a request and no more. The address
// holds a token with 256 random bits, which is shown once; a hash of it is kept. It does this one thing, for this one job.
import { ownedId } from '../../system/owned-id.ts';

export interface StartLink {
  /** `<jobId>:<ulid>` */
  readonly _id: string;
  readonly jobId: string;
  readonly workspaceId: string;
  /** Who or what sends to it. */
  readonly name: string;
  /** SHA-256 of the token, base64url. */
  readonly hash: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface StartLinkStore {
  insert(link: StartLink): Promise<void>;
  byHash(hash: string): Promise<StartLink | null>;
  get(linkId: string): Promise<StartLink | null>;
  /** Of a job, oldest first; those that are revoked, too. */
  list(jobId: string, limit: number): Promise<StartLink[]>;
  /** Keeps the first time of one that is revoked already; null when there is no such start link. */
  revoke(linkId: string, at: Date): Promise<StartLink | null>;
  noteUse(linkId: string, at: Date): Promise<void>;
}

export function startLinkId(jobId: string, ulid: string): string {
  return ownedId(jobId, ulid);
}

/** `secret`: 32 random bytes, base64url. */
export function startLinkToken(secret: string): string {
  return `wlt_${secret}`;
}

/** How a run says that a start link started it. */
export function linkStarter(name: string): string {
  return `webhook ${name}`;
}
