// The index of changes that wait for a sentence of a language model. It names what it serves.
import type { Db } from 'mongodb';

export async function modelSummaries(db: Db): Promise<void> {
  // Those that wait, the first to be told first.
  await db.collection('changes').createIndex({ 'modelSummary.until': 1, _id: 1 }, { sparse: true });
}
