// The steps of a run, in the order a run takes them; job-run.ts reads as their sequence.
import { condition, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CreateRunResult, DiscoverResult } from '../activities/contract.ts';
import type { RunEnding } from '../domain/run/lifecycle.ts';
import type { EndingReason } from '../domain/run/run.ts';
import { runChunk } from './chunk-pipeline.ts';
import type { ChunkWindow } from './chunk-window.ts';
import { describeFailure } from './describe-failure.ts';
import type { RunCursor } from './messages.ts';
import { dispatcher, orchestrator, pipeline } from './policies.ts';
import { type RunControl, hasWork, isEnding, isHeld } from './run-control.ts';
import { describeRun } from './run-details.ts';
import { REASON_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE } from './search-attributes.ts';
import { letWorkEnd } from './stop-grace.ts';

export type CreatedRun = Extract<CreateRunResult, { kind: 'run' }>;

export interface RunContext {
  readonly run: CreatedRun;
  readonly control: RunControl;
  readonly chunks: ChunkWindow;
  seedsFile: string | undefined;
  /** The run has come to its end. */
  isOver: boolean;
}

export interface Ending {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

export async function discoverSeeds(context: RunContext): Promise<EndingReason | null> {
  const { run, chunks, control } = context;
  const found = await discoverUninterrupted(context);
  if (found === null) return null;
  if (found.failure !== undefined) return found.failure;
  context.seedsFile = found.seedsFile;
  chunks.leftOver = found.seeds > 0;
  chunks.moreSource = found.more === true;
  const started = await orchestrator().transition({ runId: run.runId, event: 'started', by: 'workflow' });
  takeState(control, started);
  showState(control);
  return null;
}

/** A pause holds before discovery, or makes it begin again; the phase is kept. Null: the run is ending. */
async function discoverUninterrupted(context: RunContext): Promise<DiscoverResult | null> {
  const { run, control } = context;
  for (;;) {
    await settleControl(context);
    await condition(() => !isHeld(control) || hasWork(control));
    if (hasWork(control)) continue;
    if (isEnding(control)) return null;
    const found = await dispatcher('where the run starts').discover({ runId: run.runId });
    if (found.interrupted === true) control.gateAhead = true;
    // Nothing to begin with yet: its documents are slow, or indexes all of them.
    else if (found.more !== true || found.seeds > 0) return found;
  }
}

export function takeState(control: RunControl, seen: { state: RunControl['state']; gateSeq: number }): void {
  if (seen.gateSeq < control.gateSeq) return;
  control.state = seen.state;
  control.gateSeq = seen.gateSeq;
  control.ackedGateSeq = seen.gateSeq;
}

/** Makes the transitions asked for by hand, and tells the database which gate the workflow acts on. */
export async function settleControl(context: RunContext): Promise<void> {
  const { control, run } = context;
  while (hasWork(control)) {
    const event = control.byHand.shift();
    control.gateAhead = false;
    const seen =
      event === undefined
        ? await orchestrator().acknowledge({ runId: run.runId, gateSeq: control.gateSeq })
        : await orchestrator().transition({ runId: run.runId, event, by: 'temporal' });
    takeState(control, seen);
    control.ackedGateSeq = Math.max(control.ackedGateSeq, seen.gateSeq);
    showState(control);
  }
}

export async function plan(context: RunContext): Promise<void> {
  const { chunks, run } = context;
  const { seedsFile } = context;
  const planned = await pipeline(`round ${chunks.round}`).planChunks({
    runId: run.runId,
    round: chunks.round,
    firstChunkNo: chunks.nextChunkNo,
    ...chunks.handOver(),
    ...(seedsFile === undefined ? {} : { seedsFile }),
  });
  context.seedsFile = undefined;
  chunks.take(planned, Date.now());
}

export function launchChunks(context: RunContext): void {
  const { chunks, run, control } = context;
  const mayLaunch = () => !isHeld(control) && !isEnding(control) && chunks.failure === undefined;
  while (chunks.open.size < run.settings.window && mayLaunch()) {
    const chunkNo = chunks.queue.shift();
    if (chunkNo === undefined) return;
    chunks.open.add(chunkNo);
    void runChunk(run.runId, chunkNo, () => chunks.scraped.add(chunkNo)).then(
      (result) => {
        chunks.finish(chunkNo, result);
        // Planned again as it is, the chunk would come back at once, and so on.
        if (result.gateClosed === true && mayLaunch()) control.gateAhead = true;
        setCurrentDetails(
          describeRun(run, control, chunks, Date.now() - workflowInfo().runStartTime.getTime()),
        );
      },
      (error: unknown) => {
        chunks.leave(chunkNo);
        chunks.failure ??= error;
      },
    );
  }
}

/** More of the source, beside the chunks, when most of what it gave so far is visited. */
export function readOn(context: RunContext): void {
  const { chunks, run, control } = context;
  if (!chunks.wantsSource || isHeld(control) || isEnding(control)) return;
  chunks.reading = true;
  void dispatcher('more of the source')
    .discover({ runId: run.runId })
    .then(
      (found) => {
        chunks.takeSeeds(found.seeds, found.more === true || found.interrupted === true);
        // Read on as it is, it would be interrupted at once, and so on.
        if (found.interrupted === true && !isHeld(control) && !isEnding(control)) control.gateAhead = true;
      },
      (error: unknown) => {
        chunks.reading = false;
        chunks.failure ??= error;
      },
    );
}

/** Until a chunk is done, a signal comes, or the next deferred visit is due. */
export async function waitForSomething(context: RunContext): Promise<void> {
  const { chunks, control, run } = context;
  const done = chunks.counts.chunks;
  const wasReading = chunks.reading;
  const moved = () =>
    chunks.counts.chunks > done ||
    (wasReading && !chunks.reading) ||
    chunks.failure !== undefined ||
    hasWork(control) ||
    isEnding(control) ||
    isHeld(control);
  const { window } = run.settings;
  // A chunk was done while the planner was at work.
  if (chunks.sources.length > 0 && chunks.queue.length < window) return;
  const isWanted = chunks.wantsPlan(window, Date.now());
  if (isWanted && (chunks.open.size === 0 || chunks.more)) return;
  if (chunks.nextPlanAt === null || chunks.queue.length > 0) return condition(moved);
  await condition(moved, Math.max(1_000, chunks.nextPlanAt - Date.now()));
}

export function mustContinueAsNew(context: RunContext): boolean {
  // The seeds are no part of the cursor: they are planned first.
  if (context.seedsFile !== undefined) return false;
  const info = workflowInfo();
  return info.continueAsNewSuggested || info.historyLength > context.run.settings.historyLimit;
}

/** Waits until no chunk is open; false when the run is about to end instead. */
export async function drain(context: RunContext): Promise<boolean> {
  const { chunks, control } = context;
  await condition(() => (chunks.open.size === 0 && !chunks.reading) || chunks.failure !== undefined);
  await settleControl(context);
  return chunks.failure === undefined && !isEnding(control);
}

/** All the next execution of this run has to know: a pause meanwhile is carried along. */
export function toCursor(context: RunContext): RunCursor {
  const { chunks, control, run } = context;
  return {
    runId: run.runId,
    jobName: run.jobName,
    state: control.state,
    ackedGateSeq: control.ackedGateSeq,
    settings: run.settings,
    round: chunks.round,
    nextChunkNo: chunks.nextChunkNo,
    queue: chunks.queue,
    sources: chunks.sources,
    // What is left over is due already, whatever comes later.
    nextPlanAt: chunks.leftOver || chunks.newSeeds ? Date.now() : chunks.nextPlanAt,
    counts: chunks.counts,
    ...(chunks.moreSource ? { moreSource: true } : {}),
  };
}

/** Running work gets its grace; then the run ends as it stands. */
export async function conclude(context: RunContext): Promise<Ending> {
  const { chunks, control, run } = context;
  if (chunks.failure !== undefined) {
    await letWorkEnd(chunks, () => isQuiet(chunks), run.settings.stopGraceMs);
    return { ending: 'failed', reason: describeFailure(chunks.failure) };
  }
  if (isEnding(control)) {
    await letWorkEnd(chunks, () => isQuiet(chunks), run.settings.stopGraceMs);
    return {
      ending: 'stopped',
      reason: { code: 'stopped-by-user', detail: 'Stopped on request; what was scraped is kept.' },
    };
  }
  const nothing = chunks.counts.discovered === 0;
  return {
    ending: 'completed',
    reason: nothing
      ? { code: 'nothing-to-do', detail: 'The source has no pages now.' }
      : { code: 'all-done', detail: `Every URL was dealt with, ${chunks.counts.discovered} in all.` },
  };
}

export function showState({ state }: Pick<RunControl, 'state'>): void {
  upsertSearchAttributes([{ key: STATE_ATTRIBUTE, value: state }]);
}

/** How it ended, or was not started, and the code of the reason. */
export function showOutcome(outcome: string, reason: string): void {
  upsertSearchAttributes([
    { key: STATE_ATTRIBUTE, value: outcome },
    { key: REASON_ATTRIBUTE, value: reason },
  ]);
}

/** A schedule triggered by hand starts what is no scheduled run. */
export function showTrigger(trigger: string): void {
  upsertSearchAttributes([{ key: TRIGGER_ATTRIBUTE, value: trigger }]);
}

function isQuiet({ open, reading }: ChunkWindow): boolean {
  return open.size === 0 && !reading;
}
