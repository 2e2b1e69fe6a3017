// What the steps of a run share: the created run, its control (what signals said), and its flow.
import type { CreateRunResult } from '../activities/contract.ts';
import { type LaunchWaits, nextLaunchWait } from '../domain/run/flow/launch-wait.ts';
import { isSmall } from '../domain/run/flow/decisions.ts';
import type { TaskOwner } from '../domain/run/flow/task-priority.ts';
import { type ChunkFlow, type FlowEvent, nextFlow } from '../domain/run/flow/flow.ts';
import type { PipelineQueue } from './policies.ts';
import type { RunProgress } from './messages.ts';
import type { Listening } from './run-control.ts';

export type CreatedRun = Extract<CreateRunResult, { kind: 'run' }>;

export interface RunContext extends Listening {
  readonly run: CreatedRun;
  flow: ChunkFlow;
  launchWaits: LaunchWaits;
  /** The run has ended; its timers have nothing left to do. */
  isOver: boolean;
}

export function note(context: RunContext, event: FlowEvent): void {
  context.flow = nextFlow(context.flow, event);
  context.launchWaits = nextLaunchWait(context.launchWaits, context.flow, Date.now());
}

export function ownerOf({ run, flow }: Pick<RunContext, 'run' | 'flow'>): TaskOwner {
  return { workspaceId: run.settings.workspaceId, isSmall: isSmall(flow) };
}

/** Runs that an older version began have no queue for small ones. */
export function queueOf({ run, flow }: Pick<RunContext, 'run' | 'flow'>): PipelineQueue {
  return run.settings.smallQueue === true && isSmall(flow) ? 'small' : 'pipeline';
}

export function progressOf({ run, control, flow }: RunContext): RunProgress {
  return {
    runId: run.runId,
    state: control.state,
    round: flow.round,
    nextChunkNo: flow.nextChunkNo,
    openChunks: flow.open,
    queuedChunks: flow.queue.length,
  };
}
