// Three ways to stop: the whole job (its schedule is deleted), only its present run, or by force at once.
// What was stored is kept.
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import type { VerbPorts } from '../control-ports.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { STOPPED_ON_REQUEST } from '../../run/stop.ts';
import { skipLate } from '../execution/skip-times.ts';
import { transitionRun } from '../execution/transition-run.ts';
import { deriveJobState } from '../lifecycle.ts';
import {
  type Situation,
  type VerbResult,
  tryEngine,
  moveIdleJob,
  transitionOf,
  untilDecided,
} from './verbs.ts';
import { refuse } from './refuse-verb.ts';

export async function stopJob(
  ports: VerbPorts,
  jobId: string,
  options: { force: boolean },
): Promise<VerbResult> {
  const result = await untilDecided(ports, jobId, async (situation) => {
    const event = options.force ? 'force-stop' : 'stop';
    if (!transitionOf(situation, event).ok) throw refuse(situation, event);
    if (situation.run !== null) return stopHeld(ports, situation, situation.run, options.force);
    const { job } = situation;
    const off = { nextRunAt: null, buffered: null, retryEpoch: job.retryEpoch + 1, retryAt: null };
    const idle = { ...skipLate(job, 'off', ports.clock.now()), ...off };
    const moved = await moveIdleJob(ports, situation, event, idle);
    return moved === null
      ? null
      : { job: moved, state: 'stopped', run: null, same: situation.state === 'stopped' };
  });
  await tryEngine(ports, jobId, () => ports.engine.deleteSchedule(jobId));
  return result;
}

async function stopHeld(
  ports: VerbPorts,
  situation: Situation,
  run: Run,
  force: boolean,
): Promise<VerbResult | null> {
  const moved = force ? await forceRun(ports, run, 'job') : await stopGracefully(ports, run, 'job');
  if (moved === null) return null;
  return { job: situation.job, state: deriveJobState(moved.run), run: moved.run, same: moved.same };
}

/** Stops only the present run; the job keeps its schedule. */
export async function stopRun(
  ports: VerbPorts,
  runId: string,
  options: { force: boolean },
): Promise<{ run: Run; same: boolean }> {
  const run = await ports.runs.get(runId);
  if (run === null) throw noSuch('run', { runId });
  const moved = options.force ? await forceRun(ports, run, 'run') : await stopGracefully(ports, run, 'run');
  if (moved !== null) return moved;
  const ended = (await ports.runs.get(runId)) ?? run;
  if (ended.state === 'stopped') return { run: ended, same: true };
  throw new WebloomError('transition-not-allowed', `The run has ended already (${ended.state}).`, {
    facts: { state: ended.state, requested: 'stop', allowedTransitions: [] },
  });
}

async function stopGracefully(
  ports: VerbPorts,
  run: Run,
  stopScope: 'run' | 'job',
): Promise<{ run: Run; same: boolean } | null> {
  const moved = await transitionRun(ports, {
    runId: run._id,
    event: 'stop',
    by: 'api',
    stopScope,
    ending: 'stopped',
    endingReason: STOPPED_ON_REQUEST,
  });
  return moved.ok ? { run: moved.run, same: moved.same } : null;
}

/** Ends a run without grace: gate closed, workflow terminated, finalized by the monitor within 1 s. */
export async function forceRun(
  ports: VerbPorts,
  run: Run,
  stopScope: 'run' | 'job',
  by = 'api',
): Promise<{ run: Run; same: boolean } | null> {
  const reason = {
    code: 'forced',
    detail: 'Ended at once on request; stored pages are kept.',
  } as const;
  const moved = await transitionRun(ports, {
    runId: run._id,
    event: 'finalize',
    by,
    stopScope,
    ending: 'stopped',
    endingReason: reason,
  });
  if (isTerminal(moved.run.state)) return null;
  await tryEngine(ports, run.jobId, () => ports.engine.terminate(run.workflowId, 'force-stop'));
  return { run: moved.run, same: false };
}
