// Which jobs start when a run of a job completes, and after whose runs it starts itself, with their names.
import { jobOfDependent, toConditional } from '../../../domain/config/dependent/dependent.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { ApiPorts } from '../../ports.ts';
import type { OutlookView } from '../../schemas/job-detail/outlook.ts';

export type JobChain = Pick<OutlookView, 'starts' | 'follows'>;

export async function readChain(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  { _id: jobId, workspaceId, config }: Pick<Job, '_id' | 'workspaceId' | 'config'>,
): Promise<JobChain> {
  const [names, before] = await Promise.all([
    jobs.names(config.dependents.map(jobOfDependent)),
    jobs.followedBy(jobId),
  ]);
  return {
    starts: config.dependents.map((dependent) => {
      const { job, when } = toConditional(dependent);
      return { jobId: job, name: names.get(job) ?? null, when };
    }),
    follows: before
      .filter((one) => one.workspaceId === workspaceId)
      .map((one) => {
        const own = one.config.dependents.find((dependent) => jobOfDependent(dependent) === jobId);
        return { jobId: one._id, name: one.name, when: toConditional(own ?? jobId).when };
      }),
  };
}
