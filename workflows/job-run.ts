// One run of a job, from taking the lease to releasing it: discovers, then takes chunks through six stages, a
// few at a time, until nothing is left, somebody stops the run, or a stage keeps failing.
import {
  ActivityFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import type { EndingReason } from '../domain/run/run.ts';
import { hasWork, isEnding, isPaused } from '../domain/run/run-control.ts';
import { type Ending, goesOn, isExhausted, wantsRound } from '../domain/run/flow/decisions.ts';
import { NO_LAUNCH_WAIT } from '../domain/run/flow/launch-wait.ts';
import { openFlow } from '../domain/run/flow/flow.ts';
import { beginRun, notStarted, resumedRun } from './begin-run.ts';
import { describeFailure } from './describe-failure.ts';
import { conclude, endRun } from './end-run.ts';
import { learnSelectors } from './learn-selectors.ts';
import { type JobRunInput, type JobRunResult, progressQuery } from './messages.ts';
import { mendStored } from './mend-stored.ts';
import { type RunContext, note, progressOf } from './run-context.ts';
import { listen } from './run-control.ts';
import {
  cursorOf,
  discoverSeeds,
  drain,
  launchChunks,
  mustContinueAsNew,
  planRound,
  readOn,
  settleControl,
  waitForSomething,
} from './run-actions.ts';
import { keepTimeLimit } from './time-limit.ts';

export async function jobRun(input: JobRunInput): Promise<JobRunResult> {
  const listening = listen(input.resume?.state ?? 'starting', input.resume?.ackedGateSeq ?? 0);
  const run = input.resume === undefined ? await beginRun(input, listening) : resumedRun(input.resume);
  if (run.kind !== 'run') return notStarted(run);
  const flow = openFlow(run.settings.window, input.resume);
  // The object itself is extended, because the signal handlers hold it.
  const launchWaits = { ...NO_LAUNCH_WAIT, over: input.resume?.waited ?? null };
  const context: RunContext = Object.assign(listening, { run, flow, launchWaits, isOver: false });
  setHandler(progressQuery, () => progressOf(context));
  void keepTimeLimit(context);
  try {
    return await endRun(context, await crawlOrFail(context, input));
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(() => endRun(context, { ending: 'stopped', reason: CANCELLED }));
    throw error;
  }
}

const CANCELLED: EndingReason = {
  code: 'stopped-by-user',
  detail: 'The workflow was cancelled; what was stored is kept.',
};

/** When the planner or a transition keeps failing, the run ends with that reason, as it does for a stage. */
async function crawlOrFail(context: RunContext, input: JobRunInput): Promise<Ending> {
  try {
    return await crawl(context, input);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    note(context, { type: 'failed', reason: describeFailure(error) });
    return conclude(context);
  }
}

async function crawl(context: RunContext, input: JobRunInput): Promise<Ending> {
  if (context.run.mends === true) return mendStored(context);
  if (input.resume === undefined) {
    const failure = await discoverSeeds(context);
    if (failure !== null) return { ending: 'failed', reason: failure };
  }
  while (goesOn(context.flow, context.control.state)) {
    await settleControl(context);
    if (isEnding(context.control)) break;
    if (isPaused(context.control)) {
      await condition(() => !isPaused(context.control) || hasWork(context.control));
      continue;
    }
    if (mustContinueAsNew(context) && (await drain(context))) {
      await continueAsNew<typeof jobRun>({ ...input, resume: cursorOf(context) });
    }
    if (wantsRound(context.flow, Date.now())) await planRound(context);
    launchChunks(context);
    readOn(context);
    if (!isExhausted(context.flow)) await waitForSomething(context);
  }
  if (context.flow.failure === null && !isEnding(context.control)) await learnSelectors(context.run);
  return conclude(context);
}
