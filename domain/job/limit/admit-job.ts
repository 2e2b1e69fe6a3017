// Lets a job in where the plan of its workspace has room for it, and refuses it with the limit otherwise.
import type { Job } from '../job.ts';
import type { JobConfig } from '../../config/schema.ts';
import { type LimitPorts, NOW, reserve, planOf, present, settle } from './reserve.ts';
import { hostsOf, judgeHosts, judgeJob, withinPlan } from './judge-job.ts';
import { type LimitMet, limitError } from './limit-met.ts';
import type { NamedLimits } from './plan.ts';

export interface WantedJob {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly config: JobConfig;
  /** As it is stored; absent: it is new. */
  readonly before?: JobConfig;
}

/**
 * The configuration that is to be stored, with no more pages a run than the plan allows. Throws `plan-limit`. Without
 * `takesPlace` nothing is held: for a check before the job is made.
 */
export async function admitJob(
  ports: LimitPorts,
  wanted: WantedJob,
  { takesPlace }: { readonly takesPlace: boolean },
): Promise<JobConfig> {
  const { workspaceId, jobId, config, before } = wanted;
  const plan = await planOf(ports, workspaceId);
  const asked = { jobId, config, before: before ?? null, now: ports.clock.now() };
  refuseAt(judgeJob(plan, asked));
  if (plan.limits.hosts !== null) {
    const { hosts } = await ports.usage.counts(workspaceId);
    const own = before === undefined ? [] : hostsOf(before);
    refuseAt(judgeHosts(plan, config, [...new Set([...hosts, ...own])]));
  }
  if (before === undefined) refuseAt(await placeFor(ports, { workspaceId, jobId, plan }, takesPlace));
  return withinPlan(plan, config);
}

/** Holds a place for a job that comes back from the archive. Throws `plan-limit`. */
export async function admitRestored(ports: LimitPorts, { _id, workspaceId }: Job): Promise<void> {
  const plan = await planOf(ports, workspaceId);
  refuseAt(await placeFor(ports, { workspaceId, jobId: _id, plan }, true));
}

interface Place {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly plan: NamedLimits;
}

async function placeFor(
  ports: LimitPorts,
  { workspaceId, jobId, plan }: Place,
  takesPlace: boolean,
): Promise<LimitMet | null> {
  const value = plan.limits.jobs;
  if (value === null) return null;
  const meter = { workspaceId, limit: 'jobs', period: NOW } as const;
  if (takesPlace) return (await reserve(ports, { ...meter, plan, holder: jobId, amount: 1 })).met;
  const { used } = await present(ports, meter);
  return used < value ? null : { limit: 'jobs', plan: plan.plan, value, used, wanted: 1, resetsAt: null };
}

/** The job is stored and counts by itself now. */
export async function leavePlace(ports: Pick<LimitPorts, 'usage'>, { _id, workspaceId }: Job): Promise<void> {
  await settle(ports, { workspaceId, limit: 'jobs', period: NOW }, { holder: _id, actual: 0 });
}

function refuseAt(met: LimitMet | null): void {
  if (met !== null) throw limitError(met);
}
