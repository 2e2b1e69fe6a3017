// What the monitor does about jobs: gives back leases of runs that have ended, starts slots nobody started, and brings the
// engine's schedules in line with the database.
import type { ControlPorts } from '../run/control-ports.ts';
import { createRun } from '../run/create-run.ts';
import { scheduleWorkflowId, toRunId } from '../run/ids.ts';
import { isTerminal } from '../run/lifecycle.ts';
import type { Run } from '../run/run.ts';
import { releaseLease } from '../run/release-lease.ts';
import { nextRunAt, slotTime } from '../schedule/schedule.ts';
import type { Job } from './job.ts';
import { putSchedule } from './verbs.ts';

/** A slot is the engine's business first; the monitor takes it up when it is this late. */
const SLOT_LATE_MS = 60_000;
/** A lease whose run document never came is given back after this. */
const EMPTY_LEASE_MS = 30_000;
const BATCH = 200;

export async function watchLeases(ports: ControlPorts): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const jobs: Job[] = await ports.jobs.held(after, BATCH);
    for (const job of jobs) await watchLease(ports, job);
    const last = jobs.at(-1);
    if (last === undefined || jobs.length < BATCH) return;
    after = last._id;
  }
}

async function watchLease(ports: ControlPorts, job: Job): Promise<void> {
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
  const state = job.config.schedule === undefined ? 'failed' : 'scheduled';
  await ports.jobs.control(
    job,
    { activeRun: null, state, shownState: state },
    { at: ports.clock.now(), from: 'starting', to: state, event: 'fail', by: 'monitor' },
  );
}

/** A scheduled start that was cut off after it took the lease has used up its slot: it is made whole, not given back. */
async function finishStart(ports: ControlPorts, job: Job): Promise<boolean> {
  const slot = job.lastSlot;
  if (slot === null) return false;
  const time = slotTime(slot).toISOString().slice(0, 19);
  const workflowId = `${scheduleWorkflowId(job._id)}-${time}Z`;
  if (toRunId(workflowId, slotTime(slot), ports.hasher) !== job.activeRun) return false;
  const decision = await createRun(ports, { workflowId, jobId: job._id, trigger: 'schedule', slot });
  return decision.kind === 'run';
}

/** Due jobs without a run for that slot: the workflow gets the id the engine would have given it, so it can't be doubled. */
export async function watchSlots(ports: ControlPorts): Promise<void> {
  const now = ports.clock.now();
  for (const job of await ports.jobs.due(new Date(now.getTime() - SLOT_LATE_MS), BATCH)) {
    if (job.nextRunAt === null) continue;
    const isHeld = job.activeRun !== null;
    if (isHeld && (job.config.overlap === 'skip' || job.shownState === 'paused')) {
      // A run that is held takes the slots that pass meanwhile; left behind, they would hide those of other jobs.
      await ports.jobs.control(job, { nextRunAt: nextRunAt(job.config.schedule, job._id, now) }, null);
      continue;
    }
    const time = `${job.nextRunAt.toISOString().slice(0, 19)}Z`;
    const workflowId = `${scheduleWorkflowId(job._id)}-${time}`;
    const started = await ports.engine.start({
      workflowId,
      jobId: job._id,
      jobName: job.name,
      trigger: 'schedule',
    });
    // The engine had it: only the time shown was left behind.
    if (!started)
      await ports.jobs.control(job, { nextRunAt: nextRunAt(job.config.schedule, job._id, now) }, null);
  }
}

type Wanted = 'active' | 'paused' | 'missing';

/** What the engine's schedule of a job should be. */
export function wantedSchedule(
  job: Pick<Job, 'state' | 'config'>,
  held: Pick<Run, 'state' | 'stopScope'> | null,
): Wanted {
  if (job.config.schedule === undefined || held?.stopScope === 'job') return 'missing';
  switch (job.state) {
    case 'created':
    case 'stopped':
    case 'archived':
    case 'stopping':
      return held === null ? 'missing' : 'active';
    case 'paused':
      return 'paused';
    case 'scheduled':
    case 'starting':
    case 'running':
    case 'completed':
    case 'failed':
      return held?.state === 'paused' ? 'paused' : 'active';
  }
}

/** One slice of the jobs; returns where the next slice begins, null after the last. */
export async function watchSchedules(
  ports: ControlPorts,
  workspaceId: string,
  before: string | null,
  limit: number,
): Promise<string | null> {
  const jobs = await ports.jobs.list({ workspaceId, limit, ...(before === null ? {} : { before }) });
  for (const job of jobs) await alignSchedule(ports, job);
  const last = jobs.at(-1);
  return last === undefined || jobs.length < limit ? null : last._id;
}

async function alignSchedule(ports: ControlPorts, job: Job): Promise<void> {
  const held = job.activeRun === null ? null : await ports.runs.get(job.activeRun);
  const wanted = wantedSchedule(job, held);
  const actual = await ports.engine.scheduleState(job._id, job.config.schedule);
  if (wanted === actual) return;
  ports.log.warn(
    { jobId: job._id, wanted, actual },
    'the schedule differs from the database and is brought in line',
  );
  if (wanted === 'missing') await ports.engine.deleteSchedule(job._id);
  else if (actual === 'missing' || actual === 'outdated') await putSchedule(ports, job, wanted === 'paused');
  else await ports.engine.pauseSchedule(job._id, wanted === 'paused');
}
