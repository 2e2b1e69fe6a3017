// The dependents of a job: each must exist, and following them must not lead back to the job.
import { type Fault, toPointer } from '../fault.ts';
import type { JobStore } from '../job/job-store.ts';

/** A longer chain is refused like a circle. */
const MAX_FOLLOWED = 1_000;

export async function checkDependents(
  jobs: Pick<JobStore, 'get'>,
  { jobId, workspaceId }: { readonly jobId: string; readonly workspaceId: string },
  dependents: readonly string[],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [index, dependent] of dependents.entries()) {
    const pointer = toPointer(['config', 'dependents', index]);
    // A job of another workspace is as unknown as one that does not exist.
    if ((await jobs.get(dependent))?.workspaceId !== workspaceId)
      faults.push({ pointer, code: 'not-found', detail: `There is no job ${dependent}.` });
    else if (await leadsTo(jobs, dependent, jobId)) {
      const detail = `${dependent} leads back to this job: they would start each other for ever.`;
      faults.push({ pointer, code: 'cycle', detail });
    }
  }
  return faults;
}

async function leadsTo(jobs: Pick<JobStore, 'get'>, from: string, target: string): Promise<boolean> {
  const seen = new Set<string>();
  const queue = [from];
  for (let jobId = queue.shift(); jobId !== undefined; jobId = queue.shift()) {
    if (jobId === target || seen.size > MAX_FOLLOWED) return true;
    if (seen.has(jobId)) continue;
    seen.add(jobId);
    const job = await jobs.get(jobId);
    queue.push(...(job?.config.dependents ?? []));
  }
  return false;
}
