// Indexes of chains: the runs of one, the jobs that start another, and the changes a run confirmed of earlier ones.
import type { Db } from 'mongodb';

export async function triggers(db: Db): Promise<void> {
  await db.collection('runs').createIndex({ 'origin.rootRunId': 1 }, { sparse: true });
  await db.collection('changes').createIndex({ jobId: 1, settledAt: 1 });
}
