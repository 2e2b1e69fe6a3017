// Sparse indexes of what the tally has not counted yet: hardly ever more than a few entries.
import type { Db } from 'mongodb';

export async function tally(db: Db): Promise<void> {
  for (const collection of ['runs', 'chunks'])
    await db.collection(collection).createIndex({ uncounted: 1 }, { sparse: true });
}
