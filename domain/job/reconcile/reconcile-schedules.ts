// What the monitor does about the engine's schedules: brings them in line with the database (all at once when
// the engine has lost its data), and obeys a pause or resume made in the engine's own screens.
import { isWebloomError } from '../../system/errors.ts';
import type { ControlPorts, VerbPorts } from '../control-ports.ts';
import { startRetry } from '../execution/waiting-retry.ts';
import type { JobState } from '../../run/job-state.ts';
import type { Run } from '../../run/run.ts';
import { type Job, ownerOf } from '../job.ts';
import type { ScheduleOutline } from '../job-store.ts';
import { pauseJob, putSchedule, resumeJob } from '../verb/verbs.ts';
import { given } from '../../system/given.ts';

type Wanted = 'active' | 'paused' | 'missing';

/** The state the engine's schedule of a job should have. */
export function wantedSchedule(
  job: Pick<ScheduleOutline, 'state' | 'config'>,
  held: Pick<Run, 'state' | 'stopScope'> | null,
): Wanted {
  if (job.config.schedule === undefined || held?.stopScope === 'job') return 'missing';
  const { idle, holding, paused } = WANTED[job.state];
  if (held === null) return idle;
  return held.state === 'paused' ? paused : holding;
}

interface WantedByRun {
  readonly idle: Wanted;
  readonly holding: Wanted;
  /** While the run that is held is paused. */
  readonly paused: Wanted;
}

const RESTING: WantedByRun = { idle: 'missing', holding: 'active', paused: 'active' };
const PAUSED: WantedByRun = { idle: 'paused', holding: 'paused', paused: 'paused' };
const RECURRING: WantedByRun = { idle: 'active', holding: 'active', paused: 'paused' };

const WANTED: Readonly<Record<JobState, WantedByRun>> = {
  created: RESTING,
  stopped: RESTING,
  archived: RESTING,
  stopping: RESTING,
  paused: PAUSED,
  scheduled: RECURRING,
  starting: RECURRING,
  running: RECURRING,
  completed: RECURRING,
  failed: RECURRING,
};

/** Handles one slice of the jobs of all workspaces; returns where the next slice begins, null after the last one. */
export async function reconcileSchedules(
  ports: VerbPorts,
  before: string | null,
  limit: number,
): Promise<string | null> {
  const jobs = await ports.jobs.list({ workspaceId: null, limit, ...given({ before: before ?? undefined }) });
  for (const job of jobs) await reconcileJob(ports, job);
  const last = jobs.at(-1);
  return last === undefined || jobs.length < limit ? null : last._id;
}

/** The engine starts retries; the monitor starts one itself when it is this late. */
const RETRY_LATE_MS = 60_000;

export async function reconcileJob(ports: VerbPorts, job: Job): Promise<void> {
  await alignSchedule(ports, job);
  await startLostRetry(ports, job);
}

/** False: what was done by hand can not be obeyed yet. */
async function alignSchedule(ports: VerbPorts, job: Job): Promise<boolean> {
  const held = job.activeRun === null ? null : await ports.runs.get(job.activeRun);
  const wanted = wantedSchedule(job, held);
  const { schedule: spec } = job.config;
  const kept = spec === undefined ? undefined : { ...ownerOf(job), spec };
  const actual = await ports.engine.scheduleState(job._id, kept);
  if (wanted === actual) return true;
  if (wanted !== 'missing' && (actual === 'paused-by-hand' || actual === 'resumed-by-hand'))
    return obey(ports, { jobId: job._id, paused: actual === 'paused-by-hand' });
  ports.log.warn(
    { jobId: job._id, wanted, actual },
    'the schedule differs from the database and is brought in line',
  );
  if (wanted === 'missing') await ports.engine.deleteSchedule(job._id);
  else if (actual === 'missing' || actual === 'outdated') await putSchedule(ports, job, wanted === 'paused');
  else await ports.engine.pauseSchedule(job._id, wanted === 'paused');
  return true;
}

/** A waiting retry is kept by the engine; if the engine has lost it, it is started late rather than never. */
async function startLostRetry(
  ports: Pick<ControlPorts, 'clock' | 'engine' | 'hasher' | 'log' | 'runs'>,
  job: Job,
): Promise<void> {
  const { retryAt, activeRun } = job;
  if (retryAt === null || activeRun !== null) return;
  if (ports.clock.now().getTime() < retryAt.getTime() + RETRY_LATE_MS) return;
  if (await startRetry(ports, job))
    ports.log.warn({ jobId: job._id, retryAt }, 'a retry was lost and is started late');
}

/**
 * Schedules that were paused or resumed in the engine's own screens: their jobs are paused or resumed too. All are listed when the
 * number of paused ones has changed; one that was paused while another was resumed is seen by the next look at all schedules.
 */
export function createHandledCheck(ports: VerbPorts): () => Promise<void> {
  let known: number | null = null;
  return async () => {
    const paused = await ports.engine.countPausedSchedules();
    if (paused !== null && paused === known) return;
    known = (await reconcileHandledSchedules(ports)) ? paused : null;
  };
}

/** False: some can not be obeyed yet. */
export async function reconcileHandledSchedules(ports: VerbPorts): Promise<boolean> {
  const handled = (await ports.engine.listSchedules()).filter(({ isByHand }) => isByHand);
  let areObeyed = true;
  for (const { jobId } of handled) {
    const job = await ports.jobs.get(jobId);
    // Another installation on the same server has its own monitor.
    if (job !== null) areObeyed = (await alignSchedule(ports, job)) && areObeyed;
  }
  return areObeyed;
}

/**
 * Pauses or resumes the job by its verb, which writes the schedule and so marks the change by hand as obeyed.
 */
async function obey(
  ports: VerbPorts,
  { jobId, paused }: { readonly jobId: string; readonly paused: boolean },
): Promise<boolean> {
  try {
    const { state } = await (paused ? pauseJob : resumeJob)(ports, jobId, 'temporal');
    ports.log.info({ jobId, paused, state }, 'a schedule was set by hand in Temporal; its job follows');
    return true;
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'transition-not-allowed') throw error;
    // Resumed by hand, but the job is not paused: only the schedule is marked as obeyed. A pause that is
    // refused is tried again.
    if (!paused) await ports.engine.pauseSchedule(jobId, false);
    else ports.log.warn({ jobId, err: error }, 'the job of a schedule paused by hand can not be paused');
    return !paused;
  }
}
