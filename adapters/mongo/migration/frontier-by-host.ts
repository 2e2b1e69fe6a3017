// The planner looks at a run's open entries host by host, so that many of one host do not hide those of another.
import type { Db } from 'mongodb';

export async function frontierByHost(db: Db): Promise<void> {
  await db.collection('frontier').createIndex({ runId: 1, round: 1, host: 1, dueAt: 1 });
}
