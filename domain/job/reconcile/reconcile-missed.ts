// What the monitor does about times that were missed: starts a run for each that is wanted, the oldest first and one after
// the other. `createRun` takes a time off the list together with the lease, so that none runs twice.
import { type Job, ownerOf } from '../job.ts';
import { missedWorkflowId } from '../../run/ids.ts';
import { type MissedTimes, stillWanted } from '../../config/schedule/missed.ts';
import { holdOfJob } from '../hold/hold-of-job.ts';
import type { VerbPorts } from '../control-ports.ts';

const BATCH = 200;

type MissedPorts = Pick<VerbPorts, 'clock' | 'engine' | 'hasher' | 'holds' | 'jobs'>;

export async function reconcileMissed(ports: MissedPorts): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const jobs: Job[] = await ports.jobs.behind(after, BATCH);
    for (const job of jobs) await makeUp(ports, job);
    const last = jobs.at(-1);
    if (last === undefined || jobs.length < BATCH) return;
    after = last._id;
  }
}

async function makeUp(ports: MissedPorts, job: Job): Promise<void> {
  if (job.missed === undefined || job.missed === null) return;
  const wanted = wantedNow(job, job.missed);
  if (wanted !== job.missed) {
    await ports.jobs.control(job, { missed: wanted }, null);
    return;
  }
  const [time] = wanted.waiting;
  if (time === undefined || mustWait(job, ports.clock.now()) || holdOfJob(ports, job) !== null) return;
  const owner = ownerOf(job);
  const workflowId = missedWorkflowId(owner, { time, stateSeq: job.stateSeq }, ports.hasher);
  await ports.engine.start({ ...owner, workflowId, trigger: 'schedule' });
}

/** Whoever pauses or stops a job wants no run of it, and none later for a time before that. */
function wantedNow({ _id: jobId, activeRun, state, config }: Job, missed: MissedTimes): MissedTimes {
  const isOff = activeRun === null && (state === 'paused' || state === 'stopped' || state === 'archived');
  return stillWanted(missed, { schedule: isOff ? undefined : config.schedule, jobId });
}

/** A run goes on, a retry is planned, or a limit of the plan does not let the job start yet. */
function mustWait({ activeRun, retryAt, heldBack }: Job, now: Date): boolean {
  const isHeldBack =
    heldBack !== undefined && heldBack !== null && (heldBack.until === null || heldBack.until > now);
  return activeRun !== null || retryAt !== null || isHeldBack;
}
