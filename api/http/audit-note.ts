// What a request adds to its entry in the audit, which is written when it is answered.
import type { FastifyRequest } from 'fastify';
import type { MemberChange } from '../../domain/system/audit/changed-members.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of this request for its audit entry so far. */
    auditNote: AuditNote | null;
  }
}

export interface AuditNote {
  readonly subjectId?: string;
  readonly subjectName?: string;
  readonly changes?: readonly MemberChange[];
  /** Code of the problem that is answered. */
  readonly code?: string;
}

/** Adds to the audit entry of this request. */
export function noteAudit(request: FastifyRequest, note: AuditNote): void {
  request.auditNote = { ...request.auditNote, ...note };
}
