// The end of a run: running work gets its grace, then the run ends, and its workflow with it.
import { patched, setCurrentDetails } from '@temporalio/workflow';
import { isEnding } from '../domain/run/run-control.ts';
import { type Ending, endingOf } from '../domain/run/flow/decisions.ts';
import { failureOf } from './describe-failure.ts';
import type { JobRunResult } from './messages.ts';
import { orchestrator } from './policies.ts';
import type { RunContext } from './run-context.ts';
import { describeRun } from './run-details.ts';
import { showOutcome } from './show-run.ts';
import { letWorkEnd } from './stop-grace.ts';

/** Name of the workflow patch in `endRun`. */
const FAILED_RUN_FAILS = 'failed-run-fails';

/** Decides the ending before the grace begins, so that a failure during the grace does not change it. */
export async function conclude(context: RunContext): Promise<Ending> {
  const isStopped = isEnding(context.control);
  const isCutShort = isStopped || context.flow.failure !== null;
  const ending = endingOf(context.flow, isStopped);
  if (isCutShort) await letWorkEnd(context, context.run.settings.stopGraceMs);
  return ending;
}

export async function endRun(context: RunContext, { ending, reason }: Ending): Promise<JobRunResult> {
  const { run } = context;
  context.isOver = true;
  const final = await orchestrator(run.settings).finalizeRun({ runId: run.runId, ending, reason });
  context.control = { ...context.control, state: final.ending };
  showOutcome(final.ending, final.reason.code);
  setCurrentDetails(
    `${describeRun(run, context.control, context.flow, 0)}\n\nEnded: ${final.reason.code}. ${final.reason.detail}`,
  );
  const result: JobRunResult = {
    runId: run.runId,
    outcome: final.ending,
    reason: final.reason.code,
    counts: context.flow.counts,
  };
  // The patch keeps the replay of older histories, in which a failed run did not fail its workflow.
  if (final.ending === 'failed' && patched(FAILED_RUN_FAILS)) throw failureOf(final.reason, result);
  return result;
}
