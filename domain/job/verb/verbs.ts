// The verbs people use on a job: start, pause, resume, stop, archive, restore. While the job holds a run, the
// run decides what is allowed; otherwise the job document does. Refusals are `transition-not-allowed` errors
// with state and allowed moves.
import { noSuch } from '../../system/no-such.ts';
import {
  type AnnouncePorts,
  type ControlPorts,
  type LeasePorts,
  type VerbPorts,
  announce,
} from '../control-ports.ts';
import { limitError } from '../limit/limit-met.ts';
import { holdError, refuseHeld } from '../hold/hold-of-job.ts';
import { createRun } from '../execution/create-run.ts';
import { freeLease, isCutOff } from '../execution/free-lease.ts';
import { calledOff, startRetry } from '../execution/waiting-retry.ts';
import { runWorkflowId } from '../../run/ids.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import { refuse, refuseSecondStart } from './refuse-verb.ts';
import { releaseLease } from '../execution/release-lease.ts';
import type { Run } from '../../run/run.ts';
import { skipLate } from '../execution/skip-times.ts';
import { transitionRun } from '../execution/transition-run.ts';
import { nextRunAt } from '../../config/schedule/schedule.ts';
import { type Job, type JobControl, ownerOf } from '../job.ts';
import type { JobState } from '../../run/job-state.ts';
import { type JobEvent, deriveJobState, nextJob } from '../lifecycle.ts';
import { OUTRUN, keepsChanging, untilWritten } from '../../system/until-written.ts';
import { given } from '../../system/given.ts';

export interface Situation {
  readonly job: Job;
  readonly run: Run | null;
  readonly state: JobState;
}

export interface VerbResult {
  readonly job: Job;
  readonly state: JobState;
  readonly run: Run | null;
  /** Nothing was changed: the job had the wanted state already. */
  readonly same: boolean;
  readonly note?: string;
  /** The run whose end a buffered start waits for. `run` is null then, because the start has no run yet. */
  readonly waitsFor?: string;
}

export const NO_WAITING = 'Its overlap policy is "skip": start again when that run has ended.';

/** The job with the run it holds, and the job's state derived from both. */
export async function getSituation(ports: LeasePorts, jobId: string): Promise<Situation> {
  const job = await ports.jobs.get(jobId);
  if (job === null) throw noSuch('job', { jobId });
  if (job.activeRun === null) return { job, run: null, state: job.state };
  const run = await ports.runs.get(job.activeRun);
  // The lease is taken but the run document is not written yet: a start is in progress.
  if (run === null) return { job, run: null, state: 'starting' };
  if (!isTerminal(run.state)) return { job, run, state: deriveJobState(run) };
  await releaseLease(ports, run);
  const after = (await ports.jobs.get(jobId)) ?? job;
  return { job: after, run: null, state: after.activeRun === null ? after.state : 'starting' };
}

/** As it is for who asks for a start: a lease of a start that was cut off is given back when its time is over. */
export async function freedSituation(ports: VerbPorts, jobId: string): Promise<Situation> {
  const situation = await getSituation(ports, jobId);
  const { job, run } = situation;
  if (job.activeRun === null || run !== null || !isCutOff(job, ports.clock.now())) return situation;
  await freeLease(ports, job);
  return getSituation(ports, jobId);
}

/** `ulid`: of the run; a repeat with the same one makes no second run. `by`: who asked, if it was nobody at the API. */
export async function startJob(
  ports: VerbPorts,
  jobId: string,
  ulid: string = ports.ids.ulid(),
  by?: string,
): Promise<VerbResult> {
  const before = await freedSituation(ports, jobId);
  // Said first: a run that a hold has paused is not resumed by hand.
  refuseHeld(ports, before.job);
  const step = transitionOf(before, 'start');
  if (!step.ok) throw refuse(before, 'start', before.state === 'paused' ? 'Resume it instead.' : undefined);
  const workflowId = runWorkflowId(ownerOf(before.job), ulid);
  const trigger = before.state === 'stopped' ? 'restart' : 'manual';
  const asked = by === undefined ? {} : { by };
  const decision = await createRun(ports, { workflowId, jobId, trigger, ...asked });
  const { job, state } = await getSituation(ports, jobId);
  if (decision.kind === 'buffered') return toWaiting(job, state, decision.heldBy);
  if (decision.kind === 'refused') {
    if (decision.limit !== undefined) throw limitError(decision.limit);
    if (decision.hold !== undefined) throw holdError(decision.hold);
    if (decision.reason === 'held' && decision.heldBy !== undefined)
      throw refuseSecondStart(ports, { job, state, run: await ports.runs.get(decision.heldBy) }, NO_WAITING);
    throw refuse({ job, state: decision.state ?? before.state }, 'start');
  }
  const note = await launch(ports, job, decision.run, before.state);
  return {
    job,
    state: deriveJobState(decision.run),
    run: decision.run,
    same: false,
    ...given({ note }),
  };
}

function toWaiting(job: Job, state: JobState, waitsFor: string): VerbResult {
  const note =
    job.config.overlap === 'cancel_other'
      ? `${waitsFor} is being stopped; this one starts as soon as it has ended.`
      : `${waitsFor} is going on; this one starts as soon as it has ended.`;
  return { job, state, run: null, same: false, note, waitsFor };
}

/**
 * The run is stored already: when the engine is away, the monitor starts the workflow as soon as it is back.
 */
export async function launch(
  ports: Pick<ControlPorts, 'engine' | 'log'>,
  job: Job,
  run: Run,
  cameFrom: JobState,
): Promise<string | undefined> {
  try {
    await ports.engine.start({ ...ownerOf(job), workflowId: run.workflowId, trigger: run.trigger });
    if (cameFrom === 'stopped' && job.config.schedule !== undefined) await putSchedule(ports, job, false);
    return undefined;
  } catch (error) {
    ports.log.warn({ runId: run._id, err: error }, 'run stored, its workflow could not be started yet');
    return 'The workflow engine is not reachable; the run starts as soon as it is.';
  }
}

export async function putSchedule(
  ports: Pick<ControlPorts, 'engine'>,
  job: Job,
  paused: boolean,
): Promise<void> {
  if (job.config.schedule === undefined) return;
  await ports.engine.putSchedule({ ...ownerOf(job), spec: job.config.schedule, paused });
}

export interface AskedMove {
  readonly event: JobEvent;
  readonly by: string;
  /** A waiting retry that it calls off. */
  readonly calledOff?: Date;
}

/**
 * Moves a job that holds no run. Null: it holds a run by now, look again. A bare event counts as the API's.
 */
export async function moveIdleJob(
  ports: AnnouncePorts & Pick<ControlPorts, 'jobs'>,
  situation: Situation,
  asked: JobEvent | AskedMove,
  extra: Partial<JobControl> = {},
): Promise<Job | null> {
  const move: AskedMove = typeof asked === 'string' ? { event: asked, by: 'api' } : asked;
  const { event, by } = move;
  const step = transitionOf(situation, event);
  if (!step.ok || !('state' in step)) throw refuse(situation, event);
  if (step.same) return situation.job;
  const { job } = situation;
  // A start has taken the lease, its run document is to come; that run's end would overwrite this state.
  if (job.activeRun !== null) return null;
  const moved = await ports.jobs.control(job, extra, {
    at: ports.clock.now(),
    from: job.state,
    to: step.state,
    ...move,
  });
  if (moved !== null) {
    await announce(ports, {
      type: 'job.state',
      workspaceId: job.workspaceId,
      jobId: job._id,
      data: { from: job.state, state: step.state, event, by },
    });
  }
  return moved;
}

export function transitionOf(situation: Situation, event: JobEvent): ReturnType<typeof nextJob> {
  const { state, run, job } = situation;
  const held = run !== null || job.activeRun !== null;
  return nextJob(
    {
      state,
      held,
      recurring: job.config.schedule !== undefined,
      ...(run === null ? {} : { phase: run.phase }),
      ...pausedFrom(job),
    },
    event,
  );
}

/** Nothing where the job was not paused between two runs. */
function pausedFrom({ history }: Pick<Job, 'history'>): { readonly pausedFrom?: JobState } {
  const last = history.at(-1);
  return last?.event === 'pause' && last.to === 'paused' ? { pausedFrom: last.from } : {};
}

/** Repeats `attempt` until it gives a result; null means that the situation changed meanwhile. */
export async function untilDecided(
  ports: LeasePorts,
  jobId: string,
  attempt: (situation: Situation) => Promise<VerbResult | null>,
): Promise<VerbResult> {
  return untilWritten(
    async () => (await attempt(await getSituation(ports, jobId))) ?? OUTRUN,
    () => keepsChanging(`Job ${jobId}`, { jobId }),
  );
}

/** `by`: who asked, `api` or `temporal` (somebody paused the schedule in the engine's own screens). */
export async function pauseJob(ports: VerbPorts, jobId: string, by = 'api'): Promise<VerbResult> {
  const result = await untilDecided(ports, jobId, async (situation) => {
    if (situation.run !== null) return moveHeldRun(ports, situation, { event: 'pause', by });
    if (!transitionOf(situation, 'pause').ok) throw refuse(situation, 'pause');
    const { retryEpoch, retryAt } = situation.job;
    const late = skipLate(situation.job, 'off', ports.clock.now());
    const held = { ...late, nextRunAt: null, retryEpoch: retryEpoch + 1, retryAt: null };
    const move = { event: 'pause', by, ...given({ calledOff: retryAt ?? undefined }) } as const;
    const moved = await moveIdleJob(ports, situation, move, held);
    return moved === null
      ? null
      : { job: moved, state: 'paused', run: null, same: situation.state === 'paused' };
  });
  if (result.job.config.schedule !== undefined)
    await tryEngine(ports, jobId, () => ports.engine.pauseSchedule(jobId, true));
  return result;
}

export async function resumeJob(ports: VerbPorts, jobId: string, by = 'api'): Promise<VerbResult> {
  const result = await untilDecided(ports, jobId, async (situation) => {
    if (!transitionOf(situation, 'resume').ok) throw refuse(situation, 'resume');
    if (situation.run !== null) {
      refuseHeld(ports, situation.job);
      return moveHeldRun(ports, situation, { event: 'resume', by });
    }
    const now = ports.clock.now();
    const next = nextRunAt(situation.job.config.schedule, jobId, now);
    const given = { nextRunAt: next, retryAt: calledOff(situation.job, now) };
    const moved = await moveIdleJob(ports, situation, { event: 'resume', by }, given);
    return moved === null ? null : { job: moved, state: moved.state, run: null, same: false };
  });
  if (result.job.config.schedule !== undefined)
    await tryEngine(ports, jobId, () => ports.engine.pauseSchedule(jobId, false));
  const { job, run } = result;
  const { retryAt } = job;
  if (run === null && retryAt !== null)
    await tryEngine(ports, jobId, () =>
      startRetry(ports, job, retryAt.getTime() - ports.clock.now().getTime()),
    );
  return result;
}

async function moveHeldRun(
  ports: VerbPorts,
  situation: Situation,
  { event, by }: { event: 'pause' | 'resume'; by: string },
): Promise<VerbResult | null> {
  const { job, run } = situation;
  if (run === null) return null;
  const moved = await transitionRun(ports, { runId: run._id, event, by });
  if (!moved.ok) {
    if (isTerminal(moved.run.state)) return null;
    throw refuse(
      { job, state: deriveJobState(moved.run) },
      event,
      moved.run.state === 'finalizing' ? 'The run is ending; this is over in a moment.' : undefined,
    );
  }
  return { job, state: deriveJobState(moved.run), run: moved.run, same: moved.same };
}

/** Logs a failing call to the engine: the monitor brings schedules and retries in line with the database later. */
export async function tryEngine(
  ports: Pick<ControlPorts, 'log'>,
  jobId: string,
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    ports.log.warn({ jobId, err: error }, 'the engine could not be told now; the monitor does it');
  }
}
