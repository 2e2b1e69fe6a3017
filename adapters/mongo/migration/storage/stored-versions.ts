// Indexes for versions of pages that went, for what jobs store, and for archived jobs that are being packed.
import type { Db } from 'mongodb';

export async function storedVersions(db: Db): Promise<void> {
  await db.collection('thinnedVersions').createIndex({ thinnedAt: 1 }); // notes that are old
  await db.collection('jobStorage').createIndex({ workspaceId: 1 }); // what a workspace stores
  await db.collection('rollbacks').createIndex({ jobId: 1, _id: 1 }); // what an undo of a job restores
  await db.collection('jobs').createIndex({ 'putAway.phase': 1 }, { sparse: true }); // archived jobs to put away
}
