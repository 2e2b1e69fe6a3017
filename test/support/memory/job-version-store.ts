// Earlier configurations of jobs in memory.
import {
  type JobVersion,
  type JobVersionStore,
  KEPT_VERSIONS,
} from '../../../domain/config/version/job-version.ts';
import { jobVersionId } from '../../../domain/config/version/job-version-id.ts';
import { byIdDown, DocumentTable } from './document-table.ts';

export function createJobVersionStore(versions = new DocumentTable<JobVersion>()): JobVersionStore {
  const ofJob = (jobId: string, below: number) => (one: JobVersion) =>
    one.jobId === jobId && one.version < below;
  return {
    async keep(version) {
      versions.insert(version);
      const oldest = version.version - KEPT_VERSIONS + 1;
      for (const { _id } of versions.find(ofJob(version.jobId, oldest))) versions.delete(_id);
    },
    async list(jobId, { before = Infinity, limit }) {
      return versions.find(ofJob(jobId, before), byIdDown, limit);
    },
    async get(jobId, version) {
      return versions.get(jobVersionId(jobId, version));
    },
  };
}
