// What the monitor does about jobs: gives back leases of ended runs, starts slots nobody has started.
import type { ControlPorts, VerbPorts } from '../control-ports.ts';
import { createRun } from '../create-run.ts';
import { LEASED_TO_MEND } from '../../mend/mend.ts';
import { holdOfJob } from '../hold-of-job.ts';
import { slotWorkflowId, toRunId } from '../../run/ids.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { RunRequest } from '../../run/start-decision.ts';
import { EMPTY_LEASE_MS } from '../refuse-verb.ts';
import { releaseLease } from '../release-lease.ts';
import { lastMadeUp, settleMissed } from '../settle-missed.ts';
import { ENGINE_MS } from '../../schedule/missed.ts';
import { nextRunAt, slotOf, slotTime } from '../../schedule/schedule.ts';
import type { Job } from '../../job/job.ts';
import { type JobState, idleSituation, movedJob } from '../../job/lifecycle.ts';

/** The engine starts slots; the monitor starts one itself when it is this late. */
const SLOT_LATE_MS = ENGINE_MS;
const BATCH = 200;

export async function watchLeases(ports: VerbPorts): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const jobs: Job[] = await ports.jobs.held(after, BATCH);
    for (const job of jobs) await watchLease(ports, job);
    const last = jobs.at(-1);
    if (last === undefined || jobs.length < BATCH) return;
    after = last._id;
  }
}

async function watchLease(ports: VerbPorts, job: Job): Promise<void> {
  if (job.activeRun === null) return;
  const run = await ports.runs.get(job.activeRun);
  if (run !== null) {
    if (isTerminal(run.state)) await releaseLease(ports, run);
    return;
  }
  const taken = job.history.at(-1);
  const age =
    taken === undefined ? Number.POSITIVE_INFINITY : ports.clock.now().getTime() - taken.at.getTime();
  if (age < EMPTY_LEASE_MS || (await finishStart(ports, job))) return;
  await ports.jobs.control(
    job,
    { activeRun: null },
    {
      at: ports.clock.now(),
      from: 'starting',
      to: taken?.event === LEASED_TO_MEND ? taken.from : afterEmptyLease(job),
      event: 'fail',
      by: 'monitor',
    },
  );
}

/** The failure of a recurring job is followed by `schedule`, as after a run. */
function afterEmptyLease({ config }: Job): JobState {
  const failed = movedJob(idleSituation('starting', config), 'fail');
  return config.schedule === undefined ? failed : movedJob(idleSituation(failed, config), 'schedule');
}

/**
 * A scheduled start that was cut off after taking the lease has used up its slot, so its run is created now.
 */
async function finishStart(ports: VerbPorts, job: Job): Promise<boolean> {
  for (const request of [lastScheduled(job), lastMadeUp(job)]) {
    if (request === null) continue;
    if (toRunId(request.workflowId, slotTime(request.slot), ports.hasher) !== job.activeRun) continue;
    const decision = await createRun(ports, request);
    return decision.kind === 'run';
  }
  return false;
}

function lastScheduled({ _id, name, lastSlot }: Job): (RunRequest & { readonly slot: string }) | null {
  if (lastSlot === null) return null;
  const workflowId = slotWorkflowId({ jobId: _id, jobName: name }, slotTime(lastSlot));
  return { workflowId, jobId: _id, trigger: 'schedule', slot: lastSlot };
}

/** Starts due jobs without a run for their slot. The workflow id is the engine's, so no slot runs twice. */
export async function watchSlots(
  ports: Pick<ControlPorts, 'clock' | 'engine' | 'holds' | 'jobs'>,
): Promise<void> {
  const now = ports.clock.now();
  const late = new Date(now.getTime() - SLOT_LATE_MS);
  // First of all of them: it needs no engine, which may be what is away.
  // What passes during an emergency hold is settled when it is lifted.
  const isFree = (job: Job): boolean => holdOfJob(ports, job) === null;
  for (const job of (await ports.jobs.due(late, BATCH)).filter(isFree)) await settleMissed(ports, job);
  for (const job of (await ports.jobs.due(late, BATCH)).filter(isFree)) {
    if (job.nextRunAt === null) continue;
    const isHeld = job.activeRun !== null;
    if (isHeld && (job.config.overlap === 'skip' || job.shownState === 'paused')) {
      // The held run takes the slots that pass. Left as it is, this job would hide due jobs in the batch.
      await ports.jobs.control(job, { nextRunAt: nextRunAt(job.config.schedule, job._id, now) }, null);
      continue;
    }
    const owner = { jobId: job._id, jobName: job.name };
    const workflowId = slotWorkflowId(owner, job.nextRunAt);
    const started = await ports.engine.start({ ...owner, workflowId, trigger: 'schedule' });
    // The slot was decided; only `nextRunAt` was outdated. A slot that the engine has started and nobody has begun is left
    // as it is, so that it is among the missed ones when it stays so.
    if (!started && isDecided(job, job.nextRunAt))
      await ports.jobs.control(job, { nextRunAt: nextRunAt(job.config.schedule, job._id, now) }, null);
  }
}

function isDecided({ _id, lastSlot }: Job, time: Date): boolean {
  return lastSlot !== null && lastSlot >= slotOf(_id, time);
}
