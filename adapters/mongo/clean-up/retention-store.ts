// What jobs and workspaces say about keeping, in MongoDB: that part of their documents alone.
import type { Db } from 'mongodb';
import type { Workspace } from '../../../domain/config/retention/workspace.ts';
import type { RetentionStore } from '../../../domain/upkeep/clean-up/retention-book.ts';
import type { Job } from '../../../domain/job/job.ts';
import { inBatches } from '../driver-error.ts';

export function createRetentionStore(db: Db): RetentionStore {
  const jobs = db.collection<Job>('jobs');
  const workspaces = db.collection<Workspace>('workspaces');
  return {
    async ofJobs(jobIds) {
      const found = new Map();
      for (const batch of inBatches(jobIds)) {
        const some = jobs.find<Pick<Job, '_id' | 'config'>>(
          { _id: { $in: [...batch] }, 'config.retention': { $exists: true } },
          { projection: { 'config.retention': 1 } },
        );
        for (const { _id, config } of await some.toArray()) found.set(_id, config.retention);
      }
      return found;
    },
    async ofWorkspaces(workspaceIds) {
      const some = workspaces.find<Pick<Workspace, '_id' | 'retention'>>(
        { _id: { $in: [...workspaceIds] }, retention: { $exists: true } },
        { projection: { retention: 1 } },
      );
      return new Map((await some.toArray()).map(({ _id, retention }) => [_id, retention ?? {}]));
    },
  };
}
