// The dependents of a job: each must exist, must be able to take pages if it is to be given some, and following them
// must not lead back to the job.
import { jobOfDependent, toConditional } from '../../config/dependent/dependent.ts';
import type { Dependent } from '../../config/dependent/schema.ts';
import { type Fault, toPointer } from '../../system/fault.ts';
import type { JobStore } from '../job-store.ts';

/** A longer chain is refused like a circle. */
const MAX_FOLLOWED = 1_000;

export async function checkDependents(
  jobs: Pick<JobStore, 'get'>,
  { jobId, workspaceId }: { readonly jobId: string; readonly workspaceId: string },
  dependents: readonly Dependent[],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [index, dependent] of dependents.entries()) {
    const path = ['config', 'dependents', index];
    const { job: id, pages } = toConditional(dependent);
    const pointer = toPointer(typeof dependent === 'string' ? path : [...path, 'job']);
    const other = await jobs.get(id);
    // A job of another workspace is as unknown as one that does not exist.
    if (other?.workspaceId !== workspaceId)
      faults.push({ pointer, code: 'not-found', detail: `There is no job ${id}.` });
    else if (await leadsTo(jobs, id, jobId)) {
      const detail = `${id} leads back to this job: they would start each other for ever.`;
      faults.push({ pointer, code: 'cycle', detail });
    } else if (pages !== undefined && other.config.source.kind !== 'pages') {
      const detail = `${id} has the source "${other.config.source.kind}", which finds its pages itself. Leave out pages, or name a job with the source "pages".`;
      faults.push({ pointer: toPointer([...path, 'pages']), code: 'not-pages', detail });
    }
  }
  return [...faults, ...twice(dependents)];
}

/** A job is started once for a run, so there is one condition for it. */
function twice(dependents: readonly Dependent[]): Fault[] {
  const ids = dependents.map(jobOfDependent);
  return dependents.flatMap((dependent, index) => {
    if (typeof dependent === 'string' || ids.indexOf(dependent.job) === index) return [];
    const detail = `${dependent.job} is named before: a run starts each job once. Leave one of them out.`;
    return [{ pointer: toPointer(['config', 'dependents', index, 'job']), code: 'duplicate', detail }];
  });
}

async function leadsTo(jobs: Pick<JobStore, 'get'>, from: string, target: string): Promise<boolean> {
  const seen = new Set<string>();
  const queue = [from];
  for (let jobId = queue.shift(); jobId !== undefined; jobId = queue.shift()) {
    if (jobId === target || seen.size > MAX_FOLLOWED) return true;
    if (seen.has(jobId)) continue;
    seen.add(jobId);
    const job = await jobs.get(jobId);
    queue.push(...(job?.config.dependents ?? []).map(jobOfDependent));
  }
  return false;
}
