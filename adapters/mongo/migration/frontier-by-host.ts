// Index for the planner, which reads a run's open entries host by host, so that no host hides others.
import type { Db } from 'mongodb';

export async function frontierByHost(db: Db): Promise<void> {
  await db.collection('frontier').createIndex({ runId: 1, round: 1, host: 1, dueAt: 1 });
}
