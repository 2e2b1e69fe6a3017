// One run of a job, from the lease to its release: discover, then chunks through six stages, a few in flight, until
// nothing is left, somebody stops it, or a stage keeps failing.
import {
  ActivityFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CreateRunResult } from '../activities/contract.ts';
import type { EndingReason } from '../domain/run/run.ts';
import { ChunkWindow } from './chunk-window.ts';
import { type JobRunInput, type JobRunResult, type RunCursor, progressQuery } from './messages.ts';
import { failureOf } from './describe-failure.ts';
import { learnSelectors } from './learn-selectors.ts';
import { orchestrator } from './policies.ts';
import { type RunControl, hasWork, isEnding, isHeld, openControl } from './run-control.ts';
import { describeRun } from './run-details.ts';
import { keepTimeLimit } from './time-limit.ts';
import {
  type CreatedRun,
  type Ending,
  type RunContext,
  conclude,
  discoverSeeds,
  drain,
  launchChunks,
  mustContinueAsNew,
  plan,
  readOn,
  settleControl,
  showOutcome,
  showTrigger,
  toCursor,
  waitForSomething,
} from './run-steps.ts';

/** Name of a change of this workflow: see `end`. */
const FAILED_RUN_FAILS = 'failed-run-fails';

export async function jobRun(input: JobRunInput): Promise<JobRunResult> {
  const control = openControl(input.resume?.state ?? 'starting', input.resume?.ackedGateSeq ?? 0);
  const run = input.resume === undefined ? await begin(input, control) : resumed(input.resume);
  if (run.kind !== 'run') return notStarted(run);
  const chunks = new ChunkWindow(input.resume);
  const context: RunContext = { run, control, chunks, seedsFile: undefined, isOver: false };
  setHandler(progressQuery, () => ({ runId: run.runId, state: control.state, ...context.chunks.progress }));
  void keepTimeLimit(context);
  try {
    const ending = await crawlOrFail(context, input);
    return await end(context, ending);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    const reason: EndingReason = {
      code: 'stopped-by-user',
      detail: 'The workflow was cancelled; what was stored is kept.',
    };
    await CancellationScope.nonCancellable(() => end(context, { ending: 'stopped', reason }));
    throw error;
  }
}

async function begin(input: JobRunInput, control: RunControl): Promise<CreateRunResult> {
  const { jobId, trigger, onlyUrls, retryEpoch } = input;
  const { workflowId, memo } = workflowInfo();
  const schedule = memo?.['schedule'];
  const created = await orchestrator().createRun({
    workflowId,
    jobId,
    trigger,
    ...(onlyUrls === undefined ? {} : { onlyUrls }),
    ...(retryEpoch === undefined ? {} : { retryEpoch }),
    ...(typeof schedule === 'string' ? { firedFor: schedule } : {}),
  });
  if (created.kind === 'run' && created.trigger !== undefined && created.trigger !== trigger)
    showTrigger(created.trigger);
  // A signal with a higher number came first: what it said is newer than what was read.
  if (created.kind === 'run' && created.gateSeq >= control.gateSeq) {
    control.state = created.state;
    control.gateSeq = created.gateSeq;
    control.ackedGateSeq = created.gateSeq;
  }
  return created;
}

/** Told by its result: nothing has failed. Earlier histories have no words for it, and nothing was shown in them. */
function notStarted({ kind, reason, detail }: Exclude<CreateRunResult, CreatedRun>): JobRunResult {
  if (detail === undefined) return { runId: null, outcome: kind, reason };
  showOutcome(kind, reason);
  setCurrentDetails(detail);
  return { runId: null, outcome: kind, reason, detail };
}

function resumed(cursor: RunCursor): CreatedRun {
  const { runId, jobName, state, ackedGateSeq, settings } = cursor;
  return { kind: 'run', runId, jobName, state, gateSeq: ackedGateSeq, settings };
}

/** A planner or a transition that can't go on ends the run with its reason, like a stage of a chunk. */
async function crawlOrFail(context: RunContext, input: JobRunInput): Promise<Ending> {
  try {
    return await crawl(context, input);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    context.chunks.failure ??= error;
    return conclude(context);
  }
}

async function crawl(context: RunContext, input: JobRunInput): Promise<Ending> {
  const { chunks, control } = context;
  if (input.resume === undefined) {
    const failure = await discoverSeeds(context);
    if (failure !== null) return { ending: 'failed', reason: failure };
  }
  // A paused run ends only after it was resumed or stopped, even when its last chunk is done.
  while ((!chunks.exhausted || isHeld(control)) && chunks.failure === undefined) {
    await settleControl(context);
    if (isEnding(control)) break;
    if (isHeld(control)) {
      await condition(() => !isHeld(control) || hasWork(control));
      continue;
    }
    if (mustContinueAsNew(context) && (await drain(context))) {
      await continueAsNew<typeof jobRun>({ ...input, resume: toCursor(context) });
    }
    if (chunks.wantsPlan(context.run.settings.window, Date.now())) await plan(context);
    launchChunks(context);
    readOn(context);
    if (!chunks.exhausted) await waitForSomething(context);
  }
  if (chunks.failure === undefined && !isEnding(control)) await learnSelectors(context.run);
  return conclude(context);
}

async function end(context: RunContext, ending: Ending): Promise<JobRunResult> {
  const { run, chunks, control } = context;
  context.isOver = true;
  const final = await orchestrator().finalizeRun({
    runId: run.runId,
    ending: ending.ending,
    reason: ending.reason,
  });
  control.state = final.ending;
  showOutcome(control.state, final.reason.code);
  setCurrentDetails(
    `${describeRun(run, control, chunks, 0)}\n\nEnded: ${final.reason.code}. ${final.reason.detail}`,
  );
  const result: JobRunResult = {
    runId: run.runId,
    outcome: final.ending,
    reason: final.reason.code,
    counts: chunks.counts,
  };
  // Runs that had ended before failed ones failed their workflow are replayed as they went.
  if (final.ending === 'failed' && patched(FAILED_RUN_FAILS)) throw failureOf(final.reason, result);
  return result;
}
