// Indexes of chains (their runs, and the changes a run confirmed of earlier ones), and of triggers by their token.
import type { Db } from 'mongodb';

export async function triggers(db: Db): Promise<void> {
  await db.collection('runs').createIndex({ 'origin.rootRunId': 1 }, { sparse: true });
  await db.collection('triggers').createIndex({ hash: 1 });
  await db.collection('changes').createIndex({ jobId: 1, settledAt: 1 });
}
