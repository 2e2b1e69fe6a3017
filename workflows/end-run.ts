// The end of a run: running work gets its grace, then the run ends as it stands, and its workflow with it.
import { patched, setCurrentDetails } from '@temporalio/workflow';
import { isEnding } from '../domain/run/run-control.ts';
import { type Ending, endingOf } from '../domain/run/window/decisions.ts';
import { failureOf } from './describe-failure.ts';
import type { JobRunResult } from './messages.ts';
import { orchestrator } from './policies.ts';
import type { RunContext } from './run-context.ts';
import { describeRun } from './run-details.ts';
import { showOutcome } from './show-run.ts';
import { letWorkEnd } from './stop-grace.ts';

/** Name of a change of this workflow: see `endRun`. */
const FAILED_RUN_FAILS = 'failed-run-fails';

/** What fails while running work gets its grace changes nothing any more. */
export async function conclude(context: RunContext): Promise<Ending> {
  const isStopped = isEnding(context.control);
  const isCutShort = isStopped || context.window.failure !== null;
  const ending = endingOf(context.window, isStopped);
  if (isCutShort) await letWorkEnd(context, context.run.settings.stopGraceMs);
  return ending;
}

export async function endRun(context: RunContext, { ending, reason }: Ending): Promise<JobRunResult> {
  const { run } = context;
  context.isOver = true;
  const final = await orchestrator().finalizeRun({ runId: run.runId, ending, reason });
  context.control = { ...context.control, state: final.ending };
  showOutcome(final.ending, final.reason.code);
  setCurrentDetails(
    `${describeRun(run, context.control, context.window, 0)}\n\nEnded: ${final.reason.code}. ${final.reason.detail}`,
  );
  const result: JobRunResult = {
    runId: run.runId,
    outcome: final.ending,
    reason: final.reason.code,
    counts: context.window.counts,
  };
  // Runs that had ended before failed ones failed their workflow are replayed as they went.
  if (final.ending === 'failed' && patched(FAILED_RUN_FAILS)) throw failureOf(final.reason, result);
  return result;
}
