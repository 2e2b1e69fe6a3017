// Whether a verb was done for a job already, by a process that ended before it could say so. The histories of the job and
// its runs tell. What another user did with the same verb meanwhile counts too: it has happened once, as was asked.
import type { VerbPorts } from '../control-ports.ts';
import type { Job, JobTransition } from '../job.ts';
import type { BulkVerb } from './bulk-action.ts';

/** The runs of a job that may have been held since: one that ended, and the one that followed it. */
const LATEST_RUNS = 3;

export interface VerbSince {
  readonly verb: BulkVerb;
  readonly tag: string | null;
  readonly since: Date;
}

/** A removed job and a tag have no history: a job that has what is wanted counts as done. */
export async function wasDone(
  ports: Pick<VerbPorts, 'jobs' | 'runs'>,
  { verb, tag, since }: VerbSince,
  jobId: string,
): Promise<boolean> {
  const job = await ports.jobs.get(jobId);
  if (job === null) return verb === 'delete';
  switch (verb) {
    case 'delete':
      return false;
    case 'tag':
      return hasTag(job, tag);
    case 'untag':
      return !hasTag(job, tag);
    case 'start':
      return wasStarted(ports, job, since);
    case 'pause':
    case 'resume':
    case 'stop':
    case 'archive':
    case 'restore':
      return wasMoved(ports, job, { verb, since });
  }
}

function hasTag({ tags = [] }: Job, tag: string | null): boolean {
  return tag !== null && tags.includes(tag);
}

async function wasMoved(
  { runs }: Pick<VerbPorts, 'runs'>,
  job: Job,
  { verb, since }: Pick<VerbSince, 'verb' | 'since'>,
): Promise<boolean> {
  const latest = await runs.list({ jobId: job._id, limit: LATEST_RUNS });
  return [job, ...latest].some(({ history }) =>
    history.some(({ at, event, by }) => at >= since && event === verb && by === 'api'),
  );
}

/** A lease without its run is a start that was cut off: it is not done yet. */
async function wasStarted({ runs }: Pick<VerbPorts, 'runs'>, job: Job, since: Date): Promise<boolean> {
  const { activeRun, buffered, history } = job;
  if (buffered !== null && buffered.at >= since && isByUser(buffered.trigger)) return true;
  const isStart = ({ at, event, by }: JobTransition): boolean =>
    at >= since && event === 'start' && isByUser(by);
  if (!history.some(isStart)) return false;
  return activeRun === null || (await runs.get(activeRun)) !== null;
}

function isByUser(trigger: string): boolean {
  return trigger === 'manual' || trigger === 'restart';
}
