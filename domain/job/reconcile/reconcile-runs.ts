// What the monitor does about runs: ends those whose workflow is gone, starts those whose start was lost,
// repeats signals that a workflow has not acted on, and stops runs over their time limit.
import { deriveJobState } from '../lifecycle.ts';
import type { ControlPorts } from '../control-ports.ts';
import { type FinalizePorts, finalizeRun } from '../execution/finalize-run.ts';
import { RUN_STATES, isTerminal, signalOf } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { endsAt, overdueStop } from '../../run/stop.ts';
import { transitionRun } from '../execution/transition-run.ts';

/** How long a workflow may be unknown to the engine before its run is ended. */
const UNKNOWN_MS = 30_000;
/** A start that the engine has not seen is repeated after this. */
const RESTART_MS = 5_000;
/** A gate that the workflow has not acted on is signalled again after this. */
const GATE_LAG_MS = 3_000;
const BATCH = 500;
const OPEN_STATES = RUN_STATES.filter((state) => !isTerminal(state));

/** So few are asked for one by one; of more, the engine is asked for a list of those that go on. */
const FEW = 10;
/** One of so many that the list has is asked for by itself all the same, in turn: a list may be wrong for long. */
const IN_TURN = 60;

/** `turn`: rises with every look. */
export async function reconcileRuns(ports: FinalizePorts, turn = 0): Promise<void> {
  let before: string | undefined;
  let open: ReadonlySet<string> | null = null;
  for (let seen = 0; ; ) {
    const page = before === undefined ? {} : { before };
    const runs: Run[] = await ports.runs.list({ states: OPEN_STATES, limit: BATCH, ...page });
    // Where it can not be had, each is asked for, and why is told of each.
    if (runs.length > FEW) open ??= await ports.engine.openRuns().catch(() => null);
    for (const run of runs) {
      const isInTurn = (seen + turn) % IN_TURN === 0;
      const goesOn = !isInTurn && open?.has(run.workflowId) === true;
      await guarded(ports, run, () => watchRun(ports, run, goesOn));
      seen += 1;
    }
    before = runs.at(-1)?._id;
    if (runs.length < BATCH) return;
  }
}

/** Finalizes runs that were ended by force; called every second. */
export async function reconcileForced(ports: FinalizePorts): Promise<void> {
  const runs = await ports.runs.list({ states: ['finalizing'], limit: BATCH });
  for (const run of runs) {
    if (run.endingReason?.code === 'forced') await guarded(ports, run, () => endForced(ports, run));
  }
}

/** A run that fails to be processed is logged, so that the other runs do not wait for it. */
async function guarded(ports: Pick<ControlPorts, 'log'>, run: Run, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    ports.log.warn({ runId: run._id, err: error }, 'run could not be looked after now; tried again');
  }
}

async function endForced(ports: FinalizePorts, run: Run): Promise<void> {
  await ports.engine.terminate(run.workflowId, 'force-stop');
  const { ending = 'stopped', endingReason } = run;
  if (endingReason === undefined) return;
  await finalizeRun(ports, { runId: run._id, ending, reason: endingReason, by: 'monitor' });
}

async function watchRun(ports: FinalizePorts, run: Run, goesOn: boolean): Promise<void> {
  const status = goesOn ? 'running' : await ports.engine.status(run.workflowId);
  const now = ports.clock.now().getTime();
  const age = now - run.createdAt.getTime();
  if (status === 'closed') return endLost(ports, run, 'Its workflow has ended without ending the run.');
  if (status === 'unknown') return watchUnknown(ports, run, age);
  await signalAgain(ports, run);
  // The workflow has a timer for this; only workflows older than the timer have none.
  if (now > endsAt(run))
    await transitionRun(ports, { runId: run._id, event: 'stop', by: 'monitor', ...overdueStop(run) });
}

async function watchUnknown(ports: FinalizePorts, run: Run, age: number): Promise<void> {
  const waitsForStart = run.startedAt === undefined && (run.state === 'starting' || run.state === 'paused');
  if (waitsForStart && age < RESTART_MS) return;
  // A start accepted while the engine was away is repeated, however long ago that was.
  if (waitsForStart && (await startAgain(ports, run))) return;
  if (age >= UNKNOWN_MS) await endLost(ports, run, 'The workflow engine does not know its workflow.');
}

async function startAgain(ports: Pick<ControlPorts, 'engine' | 'jobs'>, run: Run): Promise<boolean> {
  const job = await ports.jobs.get(run.jobId);
  return ports.engine.start({
    workflowId: run.workflowId,
    jobId: run.jobId,
    workspaceId: run.workspaceId,
    jobName: job?.name ?? run.jobId,
    trigger: run.trigger,
  });
}

async function endLost(ports: FinalizePorts, run: Run, detail: string): Promise<void> {
  await finalizeRun(ports, {
    runId: run._id,
    ending: run.ending ?? 'failed',
    reason: { code: 'workflow-lost', detail, remedy: 'Start the job again; what was stored is kept.' },
    by: 'monitor',
  });
}

async function signalAgain(ports: Pick<ControlPorts, 'clock' | 'engine' | 'jobs'>, run: Run): Promise<void> {
  const last = run.history.at(-1);
  const lag = last === undefined ? 0 : ports.clock.now().getTime() - last.at.getTime();
  if (run.ackedGateSeq >= run.gateSeq || lag < GATE_LAG_MS) return;
  const name = signalOf(run.state);
  if (name === null) return;
  await ports.jobs.show(run.jobId, run._id, deriveJobState(run));
  await ports.engine.signal(run.workflowId, { name, gateSeq: run.gateSeq });
}
