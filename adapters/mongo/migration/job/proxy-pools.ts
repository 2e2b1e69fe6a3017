// The index for proxy pools, which names what it serves.
import type { Db } from 'mongodb';

export async function proxyPools(db: Db): Promise<void> {
  // All of a workspace, by name.
  await db.collection('proxyPools').createIndex({ workspaceId: 1, name: 1 });
}
