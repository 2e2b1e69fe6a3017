// The audit in MongoDB: insert-only, read newest first by id, which is the order of time.
import type { Db, Document } from 'mongodb';
import type { AuditEntry, AuditQuery, AuditStore } from '../../../domain/system/audit/audit-entry.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';
import { given } from '../../../domain/system/given.ts';

const SHAPE = documentShape('audit', {
  _id: 'string',
  workspaceId: 'string',
  at: 'date',
  action: 'string',
  status: 'number',
});

export function createAuditStore(db: Db): AuditStore {
  const audit = db.collection<AuditEntry>('audit');
  return {
    async insert(entry) {
      await insertOnce(audit, entry);
    },
    async list(query) {
      const found = audit.find(filterOf(query)).sort({ _id: -1 });
      return checkedAll(await found.limit(query.limit).toArray(), SHAPE);
    },
    async forget(before, limit) {
      const old = await audit
        .find({ at: { $lt: before } }, { projection: { _id: 1 } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray();
      if (old.length === 0) return 0;
      return (await audit.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } })).deletedCount;
    },
  };
}

function filterOf({ workspaceId, actor, action, subjectId, results, since, before }: AuditQuery): Document {
  return {
    workspaceId,
    ...given({ subjectId, actor, action }),
    ...(results !== undefined && { result: { $in: [...results] } }),
    ...(since !== undefined && { at: { $gte: since } }),
    ...(before !== undefined && { _id: { $lt: before } }),
  };
}
