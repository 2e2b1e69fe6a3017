// Sparse indexes of incidents and deliveries that the tally has not counted yet, and of what gates hold back.
import type { Db } from 'mongodb';

export async function histograms(db: Db): Promise<void> {
  for (const collection of ['incidents', 'deliveries'])
    await db.collection(collection).createIndex({ uncounted: 1 }, { sparse: true });
  for (const collection of ['changes', 'prices'])
    await db.collection(collection).createIndex({ held: 1 }, { sparse: true });
}
