// The index of jobs that came from other tools: one job for each entry there, and whether there is one is asked for.
import type { Db } from 'mongodb';

export async function importKeys(db: Db): Promise<void> {
  await db.collection('jobs').createIndex({ importKey: 1 }, { unique: true, sparse: true });
}
