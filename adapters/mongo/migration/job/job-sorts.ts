// Indexes for the orders of the list of jobs: without one, every page would sort all jobs of the workspace.
import type { Db, IndexDescription } from 'mongodb';
import { JOB_SORTS } from '../../../../domain/job/list/sort.ts';

/** The list by id has its index, and those of the overview serve its orders by state and by next run. */
const SERVED: readonly string[] = [JOB_SORTS.created, JOB_SORTS.state, JOB_SORTS.nextRun];

export async function jobSorts(db: Db): Promise<void> {
  const paths = Object.values(JOB_SORTS).filter((path) => !SERVED.includes(path));
  const indexes = paths.map((path): IndexDescription => ({ key: { workspaceId: 1, [path]: 1, _id: 1 } }));
  await db.collection('jobs').createIndexes(indexes);
}
