// Indexes for the overview and the screens behind it. Each names what it serves.
import type { Db, IndexDescription } from 'mongodb';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  jobs: [
    { key: { workspaceId: 1, shownState: 1 } }, // overview: jobs by state
    { key: { workspaceId: 1, nextRunAt: 1 } }, // overview: what is due next
    { key: { workspaceId: 1, 'trouble.since': -1 } }, // overview: jobs that need somebody
    { key: { 'listing.hosts': 1 } }, // hosts: jobs that use one
  ],
  chunks: [{ key: { workspaceId: 1, committedAt: 1 }, sparse: true }], // overview: pages per minute
  hosts: [{ key: { failedInRow: 1 } }], // overview, hosts: those that refuse
};

export async function operations(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES))
    await db.collection(collection).createIndexes([...indexes]);
}
