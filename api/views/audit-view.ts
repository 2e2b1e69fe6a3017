// An entry of the audit as the API shows it.
import type { AuditEntry } from '../../domain/system/audit/audit-entry.ts';
import { summaryOf } from '../description/operations.ts';
import type { AuditView } from '../schemas/access/audit.ts';

export function toAuditView({ _id, workspaceId: _owner, at, changes, ...entry }: AuditEntry): AuditView {
  return {
    auditId: _id,
    ...entry,
    at: at.toISOString(),
    program: programOf(entry.userAgent),
    means: summaryOf(entry.action) ?? entry.action,
    changes: [...changes],
  };
}

function programOf(userAgent: string): AuditView['program'] {
  if (userAgent.startsWith('webloom-command')) return 'command';
  return userAgent.startsWith('Mozilla/') ? 'browser' : 'other';
}
