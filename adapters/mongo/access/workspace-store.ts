// Workspaces in MongoDB: few documents, read by id.
import type { Db } from 'mongodb';
import type { Workspace, WorkspaceStore } from '../../../domain/config/retention/workspace.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('workspaces', { _id: 'string', name: 'string', createdAt: 'date' });

export function createWorkspaceStore(db: Db): WorkspaceStore {
  const workspaces = db.collection<Workspace>('workspaces');
  return {
    insert(workspace) {
      return insertOnce(workspaces, workspace);
    },
    async get(workspaceId) {
      return checkedOrNull(await workspaces.findOne({ _id: workspaceId }), SHAPE);
    },
    async list({ after, limit }) {
      const filter = after === null ? {} : { _id: { $gt: after } };
      return checkedAll(await workspaces.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async change(workspaceId, set) {
      const changed = await workspaces.findOneAndUpdate(
        { _id: workspaceId },
        { $set: set },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
  };
}
