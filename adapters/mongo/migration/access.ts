// The workspace that always exists, and the indexes of keys, sessions and the audit.
import type { Db, IndexDescription } from 'mongodb';
import { DEFAULT_WORKSPACE } from '../../../domain/system/access/workspace-id.ts';
import type { Workspace } from '../../../domain/config/retention/workspace.ts';
import { insertOnce } from '../driver-error.ts';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  apiKeys: [{ key: { workspaceId: 1, _id: -1 } }], // list of keys
  sessions: [{ key: { expiresAt: 1 } }], // sweep of outdated ones
  audit: [
    { key: { workspaceId: 1, _id: -1 } }, // the audit
    { key: { workspaceId: 1, subjectId: 1, _id: -1 } }, // the audit of one job, run or key
    { key: { at: 1 } }, // sweep
  ],
};

export async function createAccess(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES)) {
    await db.collection(collection).createIndexes([...indexes]);
  }
  const first = { _id: DEFAULT_WORKSPACE, name: 'Default', createdAt: new Date() };
  await insertOnce(db.collection<Workspace>('workspaces'), first);
}
