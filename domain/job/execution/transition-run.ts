// Moves a run through its table by compare-and-set, then tells everyone: the gate goes to dispatchers and
// scrapers, the signal to the workflow, the event to watchers. The monitor sends a lost signal or message
// again.
import { noSuch } from '../../system/no-such.ts';
import { eventKey } from '../../system/event/event-key.ts';
import { deriveJobState } from '../lifecycle.ts';
import type { EndingReason, Run } from '../../run/run.ts';
import { type RunEnding, type RunEvent, mayFetch, isSignal, nextRun } from '../../run/lifecycle.ts';
import { type VerbPorts, announce } from '../control-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';
import { given } from '../../system/given.ts';

export interface TransitionRequest {
  readonly runId: string;
  readonly event: RunEvent;
  /** Who asked: `api`, `workflow`, `temporal` (a signal sent, or a schedule paused, by hand), `monitor`. */
  readonly by: string;
  /** The run's workflow makes the move itself and needs no signal. */
  readonly workflowKnows?: true;
  readonly stopScope?: 'run' | 'job';
  readonly ending?: RunEnding;
  readonly endingReason?: EndingReason;
}

export type TransitionResult =
  | { readonly ok: true; readonly run: Run; readonly same: boolean }
  | { readonly ok: false; readonly run: Run; readonly allowed: readonly RunEvent[] };

/** `justRead`: the run as the caller read it right before, for the first attempt; after a lost race it is read anew. */
export async function transitionRun(
  ports: VerbPorts,
  request: TransitionRequest,
  justRead: Run | null = null,
): Promise<TransitionResult> {
  let present = justRead;
  const attempt = async (): Promise<TransitionResult | Outrun> => {
    const run = present ?? (await ports.runs.get(request.runId));
    present = null;
    if (run === null) throw noSuch('run', { runId: request.runId });
    const step = nextRun(run, request.event);
    if (!step.ok) return { ok: false, run, allowed: step.allowed };
    if (step.same && !widensStop(run, request)) {
      // A first attempt may have been cut off before it sent everything, so a repeat sends it again.
      await spread(ports, run, request);
      return { ok: true, run, same: true };
    }
    const now = ports.clock.now();
    const moved = await ports.runs.move(run, changesOf(request, step, { run, now }), {
      at: now,
      from: run.state,
      to: step.state,
      event: request.event,
      by: request.by,
    });
    if (moved === null) return OUTRUN;
    await spread(ports, moved, request);
    return { ok: true, run: moved, same: step.same };
  };
  return untilWritten(attempt, () => keepsChanging(`Run ${request.runId}`, { runId: request.runId }));
}

/** A stop of the whole job overrides a stop of its run alone, and an end: the job must not go on. */
function widensStop(run: Run, { event, stopScope }: TransitionRequest): boolean {
  if ((event !== 'stop' && event !== 'finalize') || stopScope !== 'job') return false;
  return run.stopScope === 'run' || (run.stopScope === undefined && run.state === 'finalizing');
}

function changesOf(
  request: TransitionRequest,
  step: { state: Run['state']; phase: Run['phase'] },
  { run, now }: { run: Run; now: Date },
): Partial<Run> {
  const { ending, endingReason, stopScope } = request;
  // Force overrules the ending that a stop has set, but not the ending of a run that is finalizing.
  const isSettled = run.state === 'finalizing' || endingReason?.code !== 'forced';
  return {
    state: step.state,
    phase: step.phase,
    gateSeq: run.gateSeq + 1,
    ...given({ stopScope }),
    ...(ending === undefined || (run.ending !== undefined && isSettled) ? {} : { ending }),
    ...(endingReason === undefined || (run.endingReason !== undefined && isSettled) ? {} : { endingReason }),
    ...(request.event === 'started' && run.startedAt === undefined ? { startedAt: now } : {}),
  };
}

async function spread(ports: VerbPorts, run: Run, request: TransitionRequest): Promise<void> {
  const { event } = request;
  const tasks: Promise<unknown>[] = [
    ports.jobs.show(run.jobId, run._id, deriveJobState(run)),
    announce(ports, {
      type: 'run.state',
      workspaceId: run.workspaceId,
      jobId: run.jobId,
      runId: run._id,
      data: {
        state: run.state,
        phase: run.phase,
        event: request.event,
        by: request.by,
        gateSeq: run.gateSeq,
      },
      once: { at: run.history.at(-1)?.at ?? run.createdAt, key: eventKey(run._id, 'gate', run.gateSeq) },
    }),
    ports.control.publishPermit({ runId: run._id, gateSeq: run.gateSeq, open: mayFetch(run.state) }),
  ];
  if (isSignal(event) && request.workflowKnows !== true) {
    tasks.push(ports.engine.signal(run.workflowId, { name: event, gateSeq: run.gateSeq }));
  }
  for (const result of await Promise.allSettled(tasks)) {
    if (result.status === 'rejected') {
      ports.log.warn(
        { runId: run._id, event: request.event, err: result.reason },
        'a transition was stored, one of its messages was not sent; the monitor repeats it',
      );
    }
  }
}
