// Emergency holds: every process asks for those that stand, every two seconds.
import type { Db } from 'mongodb';

export async function indexHolds(db: Db): Promise<void> {
  await db.collection('holds').createIndex({ liftedAt: 1 });
}
