// Index for erasing the events of a removed job.
import type { Db } from 'mongodb';

export async function eventsByJob(db: Db): Promise<void> {
  await db.collection('events').createIndexes([{ key: { jobId: 1 }, sparse: true }]);
}
