// The start of a run: takes lease and document, or says why not; or goes on from the execution before.
import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { CreateRunInput, CreateRunResult } from '../activities/contract.ts';
import { see } from '../domain/run/run-control.ts';
import type { JobRunInput, JobRunResult, RunCursor } from './messages.ts';
import { orchestrator } from './policies.ts';
import type { CreatedRun } from './run-context.ts';
import type { Listening } from './run-control.ts';
import { showOutcome, showTrigger } from './show-run.ts';
import { given } from '../domain/system/given.ts';

export async function beginRun(input: JobRunInput, listening: Listening): Promise<CreateRunResult> {
  const created = await orchestrator(input).createRun(toRequest(input));
  if (created.kind !== 'run') return created;
  if (created.trigger !== undefined && created.trigger !== input.trigger) showTrigger(created.trigger);
  // If a signal with a higher number came meanwhile, it is newer than the state that was read, and is kept.
  listening.control = see(listening.control, created);
  return created;
}

function toRequest({ jobId, trigger, onlyUrls, retryEpoch, origin }: JobRunInput): CreateRunInput {
  const { workflowId, memo } = workflowInfo();
  const schedule = memo?.['schedule'];
  return {
    workflowId,
    jobId,
    trigger,
    ...given({ onlyUrls, retryEpoch, origin }),
    ...(typeof schedule === 'string' ? { firedFor: schedule } : {}),
  };
}

export function resumedRun(cursor: RunCursor): CreatedRun {
  const { runId, jobName, state, ackedGateSeq, settings } = cursor;
  return { kind: 'run', runId, jobName, state, gateSeq: ackedGateSeq, settings };
}

/** A start without a run is a result, no failure. Older histories have no `detail` and showed nothing. */
export function notStarted({ kind, reason, detail }: Exclude<CreateRunResult, CreatedRun>): JobRunResult {
  if (detail === undefined) return { runId: null, outcome: kind, reason };
  showOutcome(kind, reason);
  setCurrentDetails(detail);
  return { runId: null, outcome: kind, reason, detail };
}
