// The run's own timer: stops the run at its time limit, without waiting for the monitor.
import { ActivityFailure, isCancellation, sleep } from '@temporalio/workflow';
import { see } from '../domain/run/run-control.ts';
import { orchestrator } from './policies.ts';
import type { RunContext } from './run-context.ts';
import { showState } from './show-run.ts';

/** The caller does not wait for it, because the run may end long before. */
export async function keepTimeLimit(context: RunContext): Promise<void> {
  const { runId, settings } = context.run;
  if (settings.endsAt === undefined) return;
  try {
    await sleep(Math.max(1, settings.endsAt - Date.now()));
    if (context.isOver) return;
    const stop = { runId, event: 'stop', by: 'workflow', overdue: true } as const;
    const seen = await orchestrator(settings).transition(stop);
    context.control = see(context.control, seen);
    showState(context.control);
  } catch (error) {
    // The monitor stops overdue runs too, so a failure here costs little.
    if (!isCancellation(error) && !(error instanceof ActivityFailure)) throw error;
  }
}
