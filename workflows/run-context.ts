// What the steps of a run share: the created run, its control (what signals said), and its window.
import type { CreateRunResult } from '../activities/contract.ts';
import { type LaunchWaits, nextLaunchWait } from '../domain/run/window/launch-wait.ts';
import { type RunWindow, type WindowEvent, nextWindow } from '../domain/run/window/window.ts';
import type { RunProgress } from './messages.ts';
import type { Listening } from './run-control.ts';

export type CreatedRun = Extract<CreateRunResult, { kind: 'run' }>;

export interface RunContext extends Listening {
  readonly run: CreatedRun;
  window: RunWindow;
  launchWaits: LaunchWaits;
  /** The run has ended; its timers have nothing left to do. */
  isOver: boolean;
}

export function note(context: RunContext, event: WindowEvent): void {
  context.window = nextWindow(context.window, event);
  context.launchWaits = nextLaunchWait(context.launchWaits, context.window, Date.now());
}

export function progressOf({ run, control, window }: RunContext): RunProgress {
  return {
    runId: run.runId,
    state: control.state,
    round: window.round,
    nextChunkNo: window.nextChunkNo,
    openChunks: window.open,
    queuedChunks: window.queue.length,
  };
}
