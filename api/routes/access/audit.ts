// The audit of the caller's workspace.
import { AUDIT_DAYS } from '../../../domain/system/audit/audit-entry.ts';
import { workspaceOf } from '../../http/caller.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { auditList, auditQuery } from '../../schemas/access/audit.ts';
import { toAuditView } from '../../views/audit-view.ts';
import { given } from '../../../domain/system/given.ts';

export function registerAudit(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/audit',
    { schema: { tags: ['access'], querystring: auditQuery, response: { 200: auditList } } },
    async (request) => {
      const { limit, cursor, actor, action, subject, result, since } = request.query;
      const workspaceId = workspaceOf(request);
      const filter = JSON.stringify([workspaceId, actor, action, subject, result, since]);
      const place = { place: `audit ${filter}`, hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const found = await ports.audit.list({
        workspaceId,
        limit: limit + 1,
        ...given({ actor, action, subjectId: subject, results: result }),
        ...(since === undefined ? {} : { since: new Date(since) }),
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const last = found.at(limit - 1);
      const more = found.length > limit && last !== undefined;
      return {
        items: found.slice(0, limit).map(toAuditView),
        nextCursor: more ? encodeCursor(place, [last._id]) : null,
        keptDays: AUDIT_DAYS,
      };
    },
  );
}
