// Runs by when their work began: how many starts are done, and how late they are.
import type { Db } from 'mongodb';

export async function startTimes(db: Db): Promise<void> {
  await db.collection('runs').createIndex({ startedAt: 1 }, { sparse: true });
}
