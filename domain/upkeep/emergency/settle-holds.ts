// Brings the runs in line with the holds that stand: those a hold covers are paused or ended, and those that a hold has
// paused go on once nothing covers them. Whoever calls it may be cut off anywhere and call it again.
import type { EmergencyHold } from '../../job/hold/emergency-hold.ts';
import { byHold, isByHold } from '../../job/hold/hold-id.ts';
import { holdOver } from '../../job/hold/hold-over.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import type { VerbPorts } from '../../job/control-ports.ts';
import { forceRun } from '../../job/verb/stop-job.ts';
import { transitionRun } from '../../job/execution/transition-run.ts';

export interface SettledRuns {
  readonly paused: number;
  readonly ended: number;
  readonly resumed: number;
}

const GOING_ON = ['starting', 'running'] as const;
const STOPPABLE = [...GOING_ON, 'paused', 'stopping'] as const;
const BATCH = 500;
/** Runs that are moved side by side. */
const AT_ONCE = 20;

type Moved = keyof SettledRuns | null;

export async function settleHolds(ports: VerbPorts, holds: readonly EmergencyHold[]): Promise<SettledRuns> {
  const settled = { paused: 0, ended: 0, resumed: 0 };
  const states = holds.some(({ kind }) => kind === 'stop') ? STOPPABLE : [...GOING_ON, 'paused'];
  let before: string | undefined;
  for (;;) {
    const page = before === undefined ? {} : { before };
    const runs: Run[] = await ports.runs.list({ states, limit: BATCH, ...page });
    for (let first = 0; first < runs.length; first += AT_ONCE) {
      const some = runs.slice(first, first + AT_ONCE);
      for (const moved of await Promise.all(some.map((run) => guarded(ports, holds, run))))
        if (moved !== null) settled[moved] += 1;
    }
    before = runs.at(-1)?._id;
    if (runs.length < BATCH) return settled;
  }
}

/** A run that can not be moved is logged, so that the others do not wait for it. */
async function guarded(ports: VerbPorts, holds: readonly EmergencyHold[], run: Run): Promise<Moved> {
  try {
    return await settle(ports, holds, run);
  } catch (error) {
    ports.log.warn({ runId: run._id, err: error }, 'a run could not be brought in line with emergency holds');
    return null;
  }
}

async function settle(ports: VerbPorts, holds: readonly EmergencyHold[], run: Run): Promise<Moved> {
  const { workspaceId, jobId } = run;
  const tags = holds.some(({ scope }) => scope.kind === 'tag') ? (await ports.jobs.get(jobId))?.tags : [];
  const covering = holds.filter((one) => holdOver([one], { workspaceId, jobId, tags }) !== null);
  const ending = covering.find(({ kind }) => kind === 'stop');
  if (ending !== undefined)
    return (await forceRun(ports, run, 'run', byHold(ending._id))) === null ? null : 'ended';
  const [hold] = covering;
  if (hold !== undefined) return pause(ports, run, hold);
  return isPausedByHold(run) ? resume(ports, run) : null;
}

/**
 * The workflow gets no signal from here: Temporal may be what is away, and many runs would wait for it one after the other.
 * It reads the run when it finds the gate closed, and the monitor signals it soon.
 */
async function pause(ports: VerbPorts, run: Run, { _id }: EmergencyHold): Promise<Moved> {
  if (run.state === 'paused' || run.state === 'stopping') return null;
  const moved = await transitionRun(ports, {
    runId: run._id,
    event: 'pause',
    by: byHold(_id),
    workflowKnows: true,
  });
  return moved.ok && !moved.same ? 'paused' : null;
}

async function resume(ports: VerbPorts, run: Run): Promise<Moved> {
  const moved = await transitionRun(ports, { runId: run._id, event: 'resume', by: 'emergency' });
  return moved.ok && !moved.same ? 'resumed' : null;
}

/** A pause by somebody else stays. */
function isPausedByHold({ state, history }: Pick<Run, 'state' | 'history'>): boolean {
  const last = history.findLast(({ event }) => event === 'pause');
  return !isTerminal(state) && state === 'paused' && last !== undefined && isByHold(last.by);
}
