// A retry that waits for its time: under which workflow it is started, and how one is given back that a pause called off.
import type { Hasher } from '../../system/clock.ts';
import { type Job, type JobTransition, ownerOf } from '../job.ts';
import { orderedId, runWorkflowId } from '../../run/ids.ts';
import { ulidOfRun } from '../../run/run-id.ts';
import type { RunStart } from '../../run/run-engine.ts';
import type { ControlPorts } from '../control-ports.ts';
import { given } from '../../system/given.ts';

/**
 * Null: no run of the job has ended. A retry that was given back by a resume has an id of its own, since the engine takes none
 * twice and may have met the first one during the pause.
 */
function retryWorkflowId(job: Job, hasher: Hasher): string | null {
  const { lastRunId } = job.aggregates;
  if (lastRunId === undefined) return null;
  const given = job.history.findLast(({ event }) => event === 'resume' || event === 'fail');
  const ulid =
    given?.event === 'resume'
      ? orderedId(given.at, `retry ${job._id} ${lastRunId}`, hasher)
      : ulidOfRun(lastRunId);
  return runWorkflowId(ownerOf(job), ulid, 'retry');
}

/** The retry that the pause called off which the job is in now; null: there was none. One whose time has passed is due. */
export function calledOff({ history }: Pick<Job, 'history'>, now: Date): Date | null {
  const last: JobTransition | undefined = history.at(-1);
  if (last?.event !== 'pause' || last.calledOff === undefined) return null;
  return last.calledOff > now ? last.calledOff : now;
}

/** False: it is started already. `delayMs`: until it is due. */
export async function startRetry(
  ports: Pick<ControlPorts, 'engine' | 'hasher' | 'runs'>,
  job: Job,
  delayMs = 0,
): Promise<boolean> {
  const workflowId = retryWorkflowId(job, ports.hasher);
  if (workflowId === null) return false;
  const origin = (await ports.runs.get(job.aggregates.lastRunId ?? ''))?.origin;
  const start: RunStart = {
    ...ownerOf(job),
    workflowId,
    trigger: 'retry',
    retryEpoch: job.retryEpoch,
    ...(delayMs > 0 ? { delayMs } : {}),
    ...given({ origin }),
  };
  return ports.engine.start(start);
}
