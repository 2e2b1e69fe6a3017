// Reports of clean-ups: the one that runs, and the latest that was done.
import type { Db } from 'mongodb';

export async function cleanUp(db: Db): Promise<void> {
  await db.collection('cleanUps').createIndex({ state: 1, dryRun: 1, _id: -1 });
}
