// What passes of a clean-up ask of jobs.
import type { JobStore } from '../../job/job-store.ts';
import { LEASED_TO_MEND } from '../../run/mend.ts';
import type { RewritePorts } from './rewrite-archives.ts';
import type { ThinPorts } from './thin-versions.ts';
import { given } from '../../system/given.ts';

export type JobFacts = Pick<RewritePorts, 'jobBefore' | 'lastRun'> &
  Pick<ThinPorts, 'isArchived' | 'isBeingMended'>;

export function createJobFacts({ get, list }: Pick<JobStore, 'get' | 'list'>): JobFacts {
  return {
    jobBefore: async (jobId) => {
      const [job] = await list({ workspaceId: null, limit: 1, ...given({ before: jobId ?? undefined }) });
      return job?._id ?? null;
    },
    lastRun: async (jobId) => {
      const job = await get(jobId);
      return job === null || job.activeRun !== null ? null : `${job.runSeq}`;
    },
    isBeingMended: async (jobId) => {
      const job = await get(jobId);
      return job !== null && job.activeRun !== null && job.history.at(-1)?.event === LEASED_TO_MEND;
    },
    isArchived: async (jobId) => (await get(jobId))?.state === 'archived',
  };
}
