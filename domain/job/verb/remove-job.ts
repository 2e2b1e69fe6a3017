// Removes a job. The removal is stored first, so that the monitor carries it through after any failure; then
// the job disappears from every list and route. Its run is ended by force, and the monitor erases data and
// files later.
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { eventKey } from '../../system/event/event-key.ts';
import type { Job } from '../job.ts';
import { forceRun } from './stop-job.ts';
import { tryEngine } from './verbs.ts';
import { type ControlPorts, type VerbPorts, announce } from '../control-ports.ts';
import { RUN_STATES, isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { loseDependent } from './lose-dependents.ts';
import { ERASED_NOTHING, type Removal, type RemovalStore } from './removal.ts';

export interface RemovalPorts extends VerbPorts {
  readonly removals: RemovalStore;
}

const OPEN_STATES = RUN_STATES.filter((state) => !isTerminal(state));
/** A job holds one run; more can only be left over from races. */
const RUNS_AT_ONCE = 20;

export async function removeJob(
  ports: RemovalPorts,
  jobId: string,
  version: number | null,
): Promise<Removal> {
  const job = await ports.jobs.get(jobId);
  if (job === null) throw noSuch('job', { jobId });
  if (version !== null && version !== job.version)
    throw new WebloomError('precondition-failed', `The job is at version ${job.version}, not ${version}.`, {
      facts: { jobId, version: job.version },
    });
  const removal = toRemoval(job, ports.clock.now());
  await ports.removals.insert(removal);
  const lostBy = await withdrawJob(ports, removal);
  return (await ports.removals.get(jobId)) ?? { ...removal, lostBy };
}

function toRemoval({ _id, workspaceId, name }: Job, now: Date): Removal {
  return { _id, workspaceId, name, requestedAt: now, finishedAt: null, ...ERASED_NOTHING, lostBy: [] };
}

/** Does everything except the erasure. It may be cut off anywhere and repeated. */
export async function withdrawJob(ports: RemovalPorts, removal: Removal): Promise<Removal['lostBy']> {
  const { _id: jobId } = removal;
  await ports.jobs.remove(jobId);
  for (const run of await openRuns(ports, jobId)) await forceRun(ports, run, 'job');
  const lostBy = await loseDependent(ports, jobId);
  if (lostBy.length > 0) await ports.removals.noteLost(jobId, lostBy);
  await announce(ports, {
    type: 'job.removing',
    workspaceId: removal.workspaceId,
    jobId,
    data: { name: removal.name, lostBy },
    once: { at: removal.requestedAt, key: eventKey(jobId, 'removing') },
  });
  await tryEngine(ports, jobId, () => ports.engine.deleteSchedule(jobId));
  return lostBy;
}

export function openRuns(ports: Pick<ControlPorts, 'runs'>, jobId: string): Promise<Run[]> {
  return ports.runs.list({ jobId, states: OPEN_STATES, limit: RUNS_AT_ONCE });
}
