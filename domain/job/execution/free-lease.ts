// Gives back the lease of a run that has ended, or that was never made because its start was cut off. The monitor does it for
// all jobs; who asks for a start does it for the job, so that it is free at the time that was said.
import { LEASED_TO_MEND } from '../../run/mend.ts';
import type { Job } from '../job.ts';
import type { JobState } from '../../run/job-state.ts';
import { idleSituation, movedJob } from '../lifecycle.ts';
import { slotWorkflowId, toRunId } from '../../run/ids.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { RunRequest } from '../start-decision.ts';
import { MISSED_AFTER_MS } from '../../config/schedule/missed.ts';
import { nextTimes, slotOf, slotTime } from '../../config/schedule/schedule.ts';
import type { VerbPorts } from '../control-ports.ts';
import { createRun } from './create-run.ts';
import { releaseLease } from './release-lease.ts';
import { lastMadeUp } from './settle-missed.ts';

/** A lease without a run document is given back after this, by whoever asks for a start, or by the monitor. */
export const EMPTY_LEASE_MS = 30_000;

/** No slot that is older gets a lease: it is missed. */
const OLDEST_SLOT_MS = 2 * MISSED_AFTER_MS;
const MAX_SLOTS = 64;

/** Nothing is done where the run goes on, or its start may. */
export async function freeLease(ports: VerbPorts, job: Job): Promise<void> {
  if (job.activeRun === null) return;
  const run = await ports.runs.get(job.activeRun);
  if (run !== null) {
    if (isTerminal(run.state)) await releaseLease(ports, run);
    return;
  }
  if (!isCutOff(job, ports.clock.now()) || (await finishStart(ports, job))) return;
  const taken = job.history.at(-1);
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

/** Whether who took a lease that has no run will not make one any more. */
export function isCutOff({ history }: Pick<Job, 'history'>, now: Date): boolean {
  const taken = history.at(-1);
  return taken === undefined || now.getTime() - taken.at.getTime() >= EMPTY_LEASE_MS;
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
  for (const request of [...lastScheduled(job), lastMadeUp(job)]) {
    if (request === null) continue;
    if (toRunId(request.workflowId, slotTime(request.slot), ports.hasher) !== job.activeRun) continue;
    const decision = await createRun(ports, request);
    return decision.kind === 'run';
  }
  return false;
}

/** The slot of the lease is the last one, or an earlier one: times that passed meanwhile may have been decided since. */
function lastScheduled(job: Job): (RunRequest & { readonly slot: string })[] {
  const { _id: jobId, name: jobName, lastSlot, history, config } = job;
  const taken = history.at(-1)?.at;
  if (lastSlot === null) return [];
  const last = slotTime(lastSlot);
  const since = new Date((taken ?? last).getTime() - OLDEST_SLOT_MS);
  const earlier = config.schedule === undefined ? [] : nextTimes(config.schedule, jobId, since, MAX_SLOTS);
  return [last, ...earlier.filter((at) => at < last)].map((at) => ({
    workflowId: slotWorkflowId({ jobId, jobName }, at),
    jobId,
    trigger: 'schedule',
    slot: slotOf(jobId, at),
  }));
}
