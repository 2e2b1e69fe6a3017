// Indexes of the list of runs of a workspace, and of those in one state.
import type { Db } from 'mongodb';

export async function runsByWorkspace(db: Db): Promise<void> {
  await db.collection('runs').createIndexes([
    { key: { workspaceId: 1, _id: -1 } }, // list of runs
    { key: { workspaceId: 1, state: 1, _id: -1 } }, // runs of one state, and how many
  ]);
}
