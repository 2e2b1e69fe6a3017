// Indexes for logins. Each names what it serves.
import type { Db, IndexDescription } from 'mongodb';

const INDEXES: readonly IndexDescription[] = [
  { key: { workspaceId: 1, name: 1 } }, // logins: all of a workspace, by name
  { key: { 'session.state': 1, _id: 1 } }, // health: those that are blocked
];

export async function logins(db: Db): Promise<void> {
  await db.collection('logins').createIndexes([...INDEXES]);
}
