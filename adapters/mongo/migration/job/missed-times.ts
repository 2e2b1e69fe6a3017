// Jobs with missed times that are still to be made up: the monitor looks for them.
import type { Db } from 'mongodb';

export async function missedTimes(db: Db): Promise<void> {
  await db.collection('jobs').createIndex({ 'missed.left': 1 }, { sparse: true });
}
