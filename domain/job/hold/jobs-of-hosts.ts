// The jobs that a pause of a host concerns.
import type { JobPlan } from '../job-plan.ts';

export interface JobsOfHosts {
  /** Jobs of every workspace that name one of the hosts. */
  jobsOfHosts(hosts: readonly string[], limit: number): Promise<JobPlan[]>;
}
