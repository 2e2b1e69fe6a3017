// The orchestrator's short activities: start, transitions and end of a run. They call the use cases of domain/job/verb.
import { wantsSelectors } from '../domain/job/found-selectors.ts';
import type { ControlPorts } from '../domain/job/control-ports.ts';
import { createRun } from '../domain/job/execution/create-run.ts';
import { holdError } from '../domain/job/hold/hold-of-job.ts';
import { turnOfSlot } from '../domain/job/execution/settle-missed.ts';
import { noteStart } from '../domain/job/execution/start-dependents.ts';
import { type FinalizePorts, finalizeRun } from '../domain/job/execution/finalize-run.ts';
import type { Job } from '../domain/job/job.ts';
import { scheduledTimeOf } from '../domain/run/ids.ts';
import { STOP_BY_HAND, type StopRequest, endsAt, overdueStop } from '../domain/run/stop.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';
import { type RunDecision, type RunRequest, describeDecision } from '../domain/job/start-decision.ts';
import { transitionRun } from '../domain/job/execution/transition-run.ts';
import { slotOf } from '../domain/config/schedule/schedule.ts';
import type {
  CreateRunInput,
  CreateRunResult,
  OrchestratorActivities,
  TransitionOutcome,
} from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';

export interface OrchestratePorts extends FinalizePorts {
  readonly settings: Pick<RunSettings, 'window' | 'historyLimit'>;
}

export function createOrchestrate(ports: OrchestratePorts): OrchestratorActivities {
  return {
    createRun: (input) => withHeartbeat(() => begin(ports, input)),
    transition: ({ runId, event, by, overdue }) =>
      withHeartbeat(async () => {
        const why = event === 'stop' ? await whyStopped(ports, runId, overdue === true) : {};
        const { run } = await transitionRun(ports, { runId, event, by, workflowKnows: true, ...why });
        await ports.runs.acknowledge(runId, run.gateSeq);
        return { state: run.state, gateSeq: run.gateSeq };
      }),
    acknowledge: ({ runId, gateSeq }) => withHeartbeat(() => acknowledge(ports, runId, gateSeq)),
    finalizeRun: ({ runId, ending, reason }) =>
      withHeartbeat(async () => {
        const run = await finalizeRun(ports, { runId, ending, reason, by: 'workflow' });
        return { ending: run.ending ?? ending, reason: run.endingReason ?? reason };
      }),
  };
}

async function whyStopped(
  { runs }: OrchestratePorts,
  runId: string,
  isOverdue: boolean,
): Promise<StopRequest> {
  const run = isOverdue ? await runs.get(runId) : null;
  return run === null ? STOP_BY_HAND : overdueStop(run);
}

async function begin(ports: OrchestratePorts, input: CreateRunInput): Promise<CreateRunResult> {
  const scheduled = input.trigger === 'schedule' ? scheduledTimeOf(input.workflowId) : null;
  const slot = scheduled === null ? {} : { slot: slotOf(input.jobId, scheduled) };
  const request = { ...input, ...slot };
  const decision = await createRun(ports, request);
  const known = decision.kind === 'run' ? decision.job : undefined;
  const job = known ?? (await ports.jobs.get(input.jobId));
  if (decision.kind === 'refused' && decision.hold !== undefined && waitsForLift(job, request))
    throw holdError(decision.hold, 'dependency-unavailable');
  await noteStart(ports, job, { request: input, decision });
  if (decision.kind !== 'run') return toldDecision(decision);
  const { run } = decision;
  // Paused or stopped before its workflow began: the workflow starts with that state.
  if (run.ackedGateSeq < run.gateSeq) await ports.runs.acknowledge(run._id, run.gateSeq);
  return {
    kind: 'run',
    runId: run._id,
    trigger: run.trigger,
    jobName: job?.name ?? run.jobId,
    state: run.state,
    gateSeq: run.gateSeq,
    ...(run.mend === undefined ? {} : { mends: true as const }),
    settings: {
      ...ports.settings,
      stopGraceMs: run.config.stopGraceMs,
      workspaceId: run.workspaceId,
      smallQueue: true,
      endsAt: endsAt(run),
      localActivities: true,
      ...(job !== null && wantsSelectors(job) ? { infersSelectors: true } : {}),
    },
  };
}

function toldDecision(decision: Exclude<RunDecision, { kind: 'run' }>): CreateRunResult {
  const detail = describeDecision(decision);
  if (decision.kind === 'buffered')
    return { kind: 'buffered', reason: `waits for ${decision.heldBy}`, detail };
  return { kind: 'refused', reason: decision.reason, detail };
}

/** A time of the schedule becomes a missed one; any other start comes once, so its workflow tries again until it is lifted. */
function waitsForLift(job: Job | null, request: RunRequest): boolean {
  return request.slot === undefined || (job !== null && turnOfSlot(job, request) !== 'none');
}

async function acknowledge(
  ports: Pick<ControlPorts, 'runs'>,
  runId: string,
  gateSeq: number,
): Promise<TransitionOutcome> {
  const run = await ports.runs.get(runId);
  // The run's document is gone, so there is nothing to pause or resume.
  if (run === null) return { state: 'stopping', gateSeq };
  // The workflow acts on the state returned here, even if a signal for it is still on its way.
  await ports.runs.acknowledge(runId, run.gateSeq);
  return { state: run.state, gateSeq: run.gateSeq };
}
