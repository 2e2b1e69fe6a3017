// What the monitor does about jobs: gives back leases of ended runs, starts slots nobody has started.
import type { ControlPorts, VerbPorts } from '../control-ports.ts';
import { freeLease } from '../execution/free-lease.ts';
import { holdOfJob } from '../hold/hold-of-job.ts';
import { slotWorkflowId } from '../../run/ids.ts';
import { settleMissed } from '../execution/settle-missed.ts';
import { nextUndecided, skipFields } from '../execution/skip-times.ts';
import { MISSED_AFTER_MS } from '../../config/schedule/missed.ts';
import { slotOf } from '../../config/schedule/schedule.ts';
import { type Job, ownerOf } from '../job.ts';

/**
 * The engine starts slots; the monitor starts one itself when it is this late. Sooner than the shortest interval, so that a time whose
 * schedule the engine has not got yet, or lost, is begun before the next one is: nobody would begin it after that.
 */
const SLOT_LATE_MS = 30_000;
const BATCH = 200;

export async function reconcileLeases(ports: VerbPorts): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const jobs: Job[] = await ports.jobs.withActiveRun(after, BATCH);
    for (const job of jobs) await freeLease(ports, job);
    const last = jobs.at(-1);
    if (last === undefined || jobs.length < BATCH) return;
    after = last._id;
  }
}

/** Starts due jobs without a run for their slot. The workflow id is the engine's, so no slot runs twice. */
export async function reconcileSlots(
  ports: Pick<ControlPorts, 'clock' | 'engine' | 'holds' | 'jobs'>,
): Promise<void> {
  const now = ports.clock.now();
  const late = new Date(now.getTime() - SLOT_LATE_MS);
  // First of all of them: it needs no engine, which may be what is away.
  // What passes during an emergency hold is settled when it is lifted.
  const isFree = (job: Job): boolean => holdOfJob(ports, job) === null;
  await settleAllMissed(ports, isFree);
  for (const job of (await ports.jobs.due(late, BATCH)).filter(isFree)) {
    if (job.nextRunAt === null) continue;
    const isHeld = job.activeRun !== null;
    if (isHeld && (job.config.overlap === 'skip' || job.shownState === 'paused')) {
      // Left as it is, this job would hide due jobs in the batch.
      await ports.jobs.control(job, heldFields(job, late, now), null);
      continue;
    }
    const owner = ownerOf(job);
    const workflowId = slotWorkflowId(owner, job.nextRunAt);
    const started = await ports.engine.start({ ...owner, workflowId, trigger: 'schedule' });
    // The slot was decided; only `nextRunAt` was outdated. A slot that the engine has started and nobody has begun is left
    // as it is, so that it is among the missed ones when it stays so.
    if (!started && isDecided(job, job.nextRunAt))
      await ports.jobs.control(job, { nextRunAt: nextUndecided(job, now) }, null);
  }
}

/** However many they are: a time that stays undecided after this is not known to anybody. */
async function settleAllMissed(
  ports: Pick<ControlPorts, 'clock' | 'jobs'>,
  isFree: (job: Job) => boolean,
): Promise<void> {
  const long = new Date(ports.clock.now().getTime() - MISSED_AFTER_MS);
  for (;;) {
    const jobs = await ports.jobs.due(long, BATCH);
    let settled = 0;
    for (const job of jobs.filter(isFree)) if (await settleMissed(ports, job)) settled += 1;
    if (jobs.length < BATCH || settled === 0) return;
  }
}

/** The held run takes the times that pass, unless it is paused: then they are none of the job's. */
function heldFields(job: Job, late: Date, now: Date): ReturnType<typeof skipFields> {
  if (job.shownState === 'paused') return { nextRunAt: nextUndecided(job, now) };
  const skipped = skipFields(job, { until: late, why: 'held', now });
  return Object.keys(skipped).length === 0 ? { nextRunAt: nextUndecided(job, now) } : skipped;
}

function isDecided({ _id, lastSlot }: Job, time: Date): boolean {
  return lastSlot !== null && lastSlot >= slotOf(_id, time);
}
