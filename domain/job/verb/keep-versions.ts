// Keeps the configurations of a job: the one that is about to be replaced, unless it is kept already, and the new one.
// A process that dies between the two leaves the new one to the next change, which finds it missing.
import type { Job } from '../job.ts';
import { type JobVersion, type JobVersionStore, changedMembers } from '../../config/version/job-version.ts';
import { jobVersionId } from '../../config/version/job-version-id.ts';

export interface VersionPorts {
  readonly jobVersions: JobVersionStore;
}

/** The configuration that the job has now, as a version; who saved it is not known any more. */
export function presentVersion(job: Job): JobVersion {
  const { _id: jobId, workspaceId, version, name, config } = job;
  const at = version === 1 ? job.createdAt : job.updatedAt;
  return {
    _id: jobVersionId(jobId, version),
    jobId,
    workspaceId,
    version,
    at,
    by: 'unknown',
    name,
    config,
    changed: [],
  };
}

export async function keepReplaced({ jobVersions }: VersionPorts, job: Job): Promise<void> {
  await jobVersions.keep(presentVersion(job));
}

export async function keepChanged(
  { jobVersions }: VersionPorts,
  { before, after, by }: { readonly before: Job; readonly after: Job; readonly by: string },
): Promise<void> {
  await jobVersions.keep({ ...presentVersion(after), by, changed: changedMembers(before, after) });
}
