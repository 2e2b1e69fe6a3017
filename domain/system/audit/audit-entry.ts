// The audit: one entry per verb and change that came over the API, refused ones too. What schedules and the monitor do
// is no entry, it is in the transitions of jobs and runs; what an alert rule pauses is one.
import type { MemberChange } from './changed-members.ts';

export const AUDIT_RESULTS = ['done', 'refused', 'failed'] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** How the caller was known; trigger: by the token of a start link; rule: it was an alert rule; nobody: it was not. */
type AuditHow = 'open' | 'key' | 'session' | 'operator-key' | 'trigger' | 'rule' | 'nobody';

export interface AuditEntry {
  readonly _id: string;
  readonly workspaceId: string;
  readonly at: Date;
  /** Name of the key, or `open`, `operator`, `nobody`. */
  readonly actor: string;
  readonly keyId: string | null;
  readonly how: AuditHow;
  /** Name of the operation of the API. */
  readonly action: string;
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly address: string;
  readonly userAgent: string;
  readonly result: AuditResult;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Code of the problem, if there was one. */
  readonly code: string | null;
  readonly changes: readonly MemberChange[];
  readonly requestId: string;
}

export interface AuditQuery {
  readonly workspaceId: string;
  readonly actor?: string;
  readonly action?: string;
  readonly subjectId?: string;
  readonly results?: readonly AuditResult[];
  readonly since?: Date;
  /** Only ids lower than this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

export interface AuditStore {
  insert(entry: AuditEntry): Promise<void>;
  list(query: AuditQuery): Promise<AuditEntry[]>;
  /** Deletes at most `limit` entries older than `before`; returns how many. */
  forget(before: Date, limit: number): Promise<number>;
}

/** Entries are kept for this long. */
export const AUDIT_DAYS = 400;

export function resultOf(status: number): AuditResult {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}
