// The verbs around a job's active life: schedule it (again), archive, restore.
import { WebloomError } from '../../system/errors.ts';
import { admitRestored, leavePlace } from '../limit/admit-job.ts';
import { beginPuttingAway, type Job, type JobControl } from '../job.ts';
import type { LeasePorts } from '../control-ports.ts';
import { nextUndecided } from '../execution/skip-times.ts';
import { type VerbResult, tryEngine, moveIdleJob, putSchedule, transitionOf, untilDecided } from './verbs.ts';
import { refuse } from './refuse-verb.ts';

export async function scheduleJob(ports: LeasePorts, jobId: string): Promise<VerbResult> {
  const result = await untilDecided(ports, jobId, async (situation) => {
    const { job, state } = situation;
    if (!transitionOf(situation, 'schedule').ok) throw refuse(situation, 'schedule');
    if (job.config.schedule === undefined) throw noSchedule(jobId);
    const next = nextUndecided(job, ports.clock.now());
    const moved = await moveIdleJob(ports, situation, 'schedule', { nextRunAt: next });
    return moved === null ? null : { job: moved, state: 'scheduled', run: null, same: state === 'scheduled' };
  });
  await tryEngine(ports, jobId, () => putSchedule(ports, result.job, false));
  return result;
}

function noSchedule(jobId: string): WebloomError {
  const detail = 'The job has no schedule yet: set `config.schedule` first.';
  const errors = [{ pointer: '/config/schedule', code: 'required', detail }];
  return new WebloomError('validation', detail, { facts: { jobId, errors } });
}

export function archiveJob(ports: LeasePorts, jobId: string): Promise<VerbResult> {
  return archiveOrRestore(ports, jobId, 'archive');
}

export function restoreJob(ports: LeasePorts, jobId: string): Promise<VerbResult> {
  return archiveOrRestore(ports, jobId, 'restore');
}

async function archiveOrRestore(
  ports: LeasePorts,
  jobId: string,
  event: 'archive' | 'restore',
): Promise<VerbResult> {
  const result = await untilDecided(ports, jobId, async (situation) => {
    const hint = event === 'archive' ? 'Stop it first.' : undefined;
    if (!transitionOf(situation, event).ok) throw refuse(situation, event, hint);
    if (event === 'restore' && situation.state === 'archived') await admitRestored(ports, situation.job);
    const set = event === 'archive' ? putAwayNow(ports, situation.job) : { nextRunAt: null, putAway: null };
    const moved = await moveIdleJob(ports, situation, event, set);
    return moved === null
      ? null
      : { job: moved, state: moved.state, run: null, same: moved.state === situation.state };
  });
  if (event === 'restore') await leavePlace(ports, result.job);
  await tryEngine(ports, jobId, () => ports.engine.deleteSchedule(jobId));
  return event === 'archive' && !result.same ? { ...result, note: PUT_AWAY_NOTE } : result;
}

/** A start or a retry that waits in the engine is called off, as by a stop: it would begin once the job was restored. */
function putAwayNow({ clock }: LeasePorts, { retryEpoch }: Job): Partial<JobControl> {
  const off = { nextRunAt: null, buffered: null, retryEpoch: retryEpoch + 1, retryAt: null };
  return { ...off, putAway: beginPuttingAway(clock.now()) };
}

const PUT_AWAY_NOTE =
  'In ten minutes versions that no change names go, and the rest is packed; a restore before that keeps all.';
