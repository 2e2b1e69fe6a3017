// The steps of a run in their order; job-run.ts calls them one after the other. Decisions are in domain/run.
import { condition, workflowInfo } from '@temporalio/workflow';
import type { DiscoverResult } from '../activities/contract.ts';
import { mayFetch } from '../domain/run/lifecycle.ts';
import type { LaunchWait } from '../domain/run/chunk.ts';
import type { EndingReason } from '../domain/run/run.ts';
import { hasWork, isEnding, isPaused, nextByHand, see, telling, told } from '../domain/run/run-control.ts';
import {
  canContinue,
  chunkToLaunch,
  hasMoved,
  isQuiet,
  isSmall,
  toCursor,
  toRound,
  waitMs,
  wantsSource,
} from '../domain/run/flow/decisions.ts';
import { taskPriority } from '../domain/run/flow/task-priority.ts';
import { runChunk } from './chunk-pipeline.ts';
import { describeFailure } from './describe-failure.ts';
import type { RunCursor } from './messages.ts';
import { dispatcher, orchestrator, pipeline, smallPipeline } from './policies.ts';
import { type RunContext, note, ownerOf, queueOf } from './run-context.ts';
import { showDetails, showState } from './show-run.ts';
import { given } from '../domain/system/given.ts';

export async function discoverSeeds(context: RunContext): Promise<EndingReason | null> {
  const { runId } = context.run;
  const found = await discoverUninterrupted(context);
  if (found === null) return null;
  const { failure, seeds, seedsFile } = found;
  if (failure !== undefined) return failure;
  note(context, { type: 'discovered', seeds, seedsFile, more: found.more === true });
  const seen = await orchestrator(context.run.settings).transition({
    runId,
    event: 'started',
    by: 'workflow',
  });
  context.control = see(context.control, seen);
  showState(context.control);
  return null;
}

/** Discovers; a pause delays it or makes it begin again, and keeps the phase. Null: the run is ending. */
async function discoverUninterrupted(context: RunContext): Promise<DiscoverResult | null> {
  const { runId } = context.run;
  for (;;) {
    await settleControl(context);
    await condition(() => !isPaused(context.control) || hasWork(context.control));
    if (hasWork(context.control)) continue;
    if (isEnding(context.control)) return null;
    // Short until it is known to be large.
    const owner = { ...ownerOf(context), isSmall: true };
    const found = await dispatcher('where the run starts', taskPriority('begin', owner)).discover({ runId });
    if (found.interrupted === true) context.control = { ...context.control, gateAhead: true };
    // No URL yet, because the documents are slow or only indexes; discovery is called again.
    else if (found.more !== true || found.seeds > 0) return found;
  }
}

/** Makes the transitions asked for by hand, and acknowledges the gate in the database. */
export async function settleControl(context: RunContext): Promise<void> {
  const { runId, settings } = context.run;
  const steps = orchestrator(settings);
  while (hasWork(context.control)) {
    const { gateSeq } = context.control;
    const event = nextByHand(context.control);
    context.control = telling(context.control);
    const seen =
      event === null
        ? await steps.acknowledge({ runId, gateSeq })
        : await steps.transition({ runId, event, by: 'temporal' });
    context.control = told(context.control, seen);
    showState(context.control);
  }
}

export async function planRound(context: RunContext): Promise<void> {
  const { runId, settings } = context.run;
  const round = toRound(context.flow);
  note(context, { type: 'planning' });
  const steps = settings.localActivities === true && isSmall(context.flow) ? smallPipeline : pipeline;
  const planned = await steps(
    `round ${round.round}`,
    taskPriority('finish', ownerOf(context)),
    queueOf(context),
  ).planChunks({
    runId,
    ...round,
  });
  note(context, { type: 'planned', planned, now: Date.now() });
}

export function launchChunks(context: RunContext): void {
  for (;;) {
    const chunkNo = chunkToLaunch(context.flow, context.control.state);
    if (chunkNo === undefined) return;
    const { over } = context.launchWaits;
    context.launchWaits = { ...context.launchWaits, over: null };
    note(context, { type: 'launched' });
    void followChunk(context, { chunkNo, waited: over });
  }
}

async function followChunk(
  context: RunContext,
  { chunkNo, waited }: { readonly chunkNo: number; readonly waited: LaunchWait | null },
): Promise<void> {
  try {
    const onScraped = (): void => note(context, { type: 'scraped', chunkNo });
    const chunk = await runChunk(
      { runId: context.run.runId, chunkNo, waited, owner: ownerOf(context), queue: queueOf(context) },
      onScraped,
    );
    note(context, { type: 'committed', chunkNo, chunk });
    // Without reading the gate, the chunk would be planned and handed back again and again.
    if (chunk.gateClosed === true) lookAtPermit(context);
    showDetails(context);
  } catch (error) {
    note(context, { type: 'chunk-failed', chunkNo, reason: describeFailure(error) });
  }
}

/**
 * An activity found the gate closed while the workflow takes it for open: the run document has to be read.
 */
export function lookAtPermit(context: RunContext): void {
  const { control, flow } = context;
  if (mayFetch(control.state) && flow.failure === null) context.control = { ...control, gateAhead: true };
}

/** Reads more of the source beside the chunks, when most of the URLs it gave are visited. */
export function readOn(context: RunContext): void {
  if (!wantsSource(context.flow, context.control.state)) return;
  note(context, { type: 'reading' });
  void followReading(context);
}

async function followReading(context: RunContext): Promise<void> {
  try {
    const found = await dispatcher('more of the source', taskPriority('begin', ownerOf(context))).discover({
      runId: context.run.runId,
    });
    const isInterrupted = found.interrupted === true;
    note(context, { type: 'read', seeds: found.seeds, more: found.more === true || isInterrupted });
    // Without reading the gate, the reading would be started and interrupted again and again.
    if (isInterrupted) lookAtPermit(context);
  } catch (error) {
    note(context, { type: 'reading-failed', reason: describeFailure(error) });
  }
}

/** Waits until a chunk is done, a signal comes, or the next deferred visit is due. */
export async function waitForSomething(context: RunContext): Promise<void> {
  const before = context.flow;
  const ms = waitMs(before, Date.now());
  if (ms === 0) return;
  const moved = (): boolean =>
    hasMoved(before, context.flow) || hasWork(context.control) || !mayFetch(context.control.state);
  if (ms === null) return condition(moved);
  await condition(moved, ms);
}

export function mustContinueAsNew({ run, flow }: RunContext): boolean {
  if (!canContinue(flow)) return false;
  const info = workflowInfo();
  return info.continueAsNewSuggested || info.historyLength > run.settings.historyLimit;
}

/** Waits until neither a chunk nor a reading is at work; false when the run is to end instead. */
export async function drain(context: RunContext): Promise<boolean> {
  await condition(() => isQuiet(context.flow) || context.flow.failure !== null);
  await settleControl(context);
  return context.flow.failure === null && !isEnding(context.control);
}

/** What the next execution of this run has to know; it includes a pause that came meanwhile. */
export function cursorOf({ run, control, flow, launchWaits }: RunContext): RunCursor {
  return {
    runId: run.runId,
    jobName: run.jobName,
    state: control.state,
    ackedGateSeq: control.ackedGateSeq,
    settings: run.settings,
    ...given({ waited: launchWaits.over ?? undefined }),
    ...toCursor(flow, Date.now()),
  };
}
