// Ends a run from any state: completes its storing chunks, recounts the totals from chunk documents, makes
// the run terminal, releases the job's lease. Idempotent; workflow and monitor may both call it.
import { WebloomError, isWebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import type { Chunk } from '../../run/chunk.ts';
import type { ControlPorts, VerbPorts } from '../control-ports.ts';
import { completedOrFailed } from './completed-or-failed.ts';
import {
  NO_COUNTS,
  type RunTotals,
  type UncutChunk,
  isUncutChunk,
  sumCounts,
  uncutChunk,
} from '../../run/ledger.ts';
import { type RunEnding, isTerminal, nextRun } from '../../run/lifecycle.ts';
import { pagesMissed } from '../limit/run-limits.ts';
import { judgeDegradation } from '../gate/judge-degradation.ts';
import { releaseLease } from './release-lease.ts';
import type { EndingReason, Run } from '../../run/run.ts';
import { transitionRun } from './transition-run.ts';

export interface FinalizePorts extends VerbPorts, Pick<ControlPorts, 'chunks' | 'frontier'> {
  /** Runs the store stage of a chunk in state `storing`; does nothing for a committed chunk. */
  readonly completeChunk: (chunk: Chunk) => Promise<void>;
  /** Drops the files of the ended run that nothing needs any more. */
  readonly dropFiles: (run: Run) => Promise<unknown>;
}

export interface FinalizeRequest {
  readonly runId: string;
  readonly ending: RunEnding;
  readonly reason: EndingReason;
  readonly by: string;
}

export async function finalizeRun(ports: FinalizePorts, request: FinalizeRequest): Promise<Run> {
  const present = await ports.runs.get(request.runId);
  if (present === null) throw noSuch('run', { runId: request.runId });
  const ended = isTerminal(present.state) ? present : await end(ports, present, request);
  await releaseLease(ports, ended);
  await ports
    .dropFiles(ended)
    .catch((error: unknown) =>
      ports.log.warn({ runId: ended._id, err: error }, 'files of an ended run are left to the sweep'),
    );
  return ended;
}

async function end(ports: FinalizePorts, present: Run, request: FinalizeRequest): Promise<Run> {
  const { runId, by } = request;
  const { ending, reason: endingReason } = request;
  const moved = await transitionRun(ports, { runId, event: 'finalize', by, ending, endingReason }, present);
  if (isTerminal(moved.run.state)) return moved.run;
  await dropOpenChunks(ports, runId);
  for (const chunk of await ports.chunks.listInState(runId, ['storing'])) await complete(ports, chunk);
  return conclude(ports, moved.run, request);
}

/** A stage still at work must not store anything after the totals were counted. */
async function dropOpenChunks(ports: Pick<ControlPorts, 'chunks'>, runId: string): Promise<void> {
  for (const { _id } of await ports.chunks.listInState(runId, ['planned', 'scraped'])) {
    await ports.chunks.move(_id, ['planned', 'scraped'], { state: 'dropped' });
  }
}

/** A chunk whose files can't be read is logged and left, or the run would hold the job's lease for ever. */
async function complete(ports: FinalizePorts, chunk: Chunk): Promise<void> {
  try {
    await ports.completeChunk(chunk);
  } catch (error) {
    if (!isWebloomError(error) || error.retryable) throw error;
    ports.log.error({ chunk: chunk._id, err: error }, 'a chunk could not be completed');
  }
}

async function conclude(ports: FinalizePorts, run: Run, request: FinalizeRequest): Promise<Run> {
  const now = ports.clock.now();
  const totals = await recountTotals(ports, run, now);
  const missed = await pagesMissed(ports, run);
  const { ending, reason } = completedOrFailed(run, totals, request, missed);
  const step = nextRun({ ...run, ending }, 'end');
  if (!step.ok) throw conflict(run);
  const ended = await ports.runs.move(
    run,
    {
      state: step.state,
      ending,
      endingReason: reason,
      totals,
      ...(await judgeDegradation(ports, run, { totals, ending, reason, at: now })),
      uncounted: true,
      discovered: totals.discovered,
      finishedAt: now,
      alertAt: now,
      lettersAt: now,
      gateSeq: run.gateSeq + 1,
    },
    { at: now, from: run.state, to: step.state, event: 'end', by: request.by },
  );
  if (ended === null) {
    const other = await ports.runs.get(run._id);
    if (other !== null && isTerminal(other.state)) return other;
    throw conflict(run);
  }
  return ended;
}

function conflict({ _id: runId }: Run): WebloomError {
  return new WebloomError('conflict', `Run ${runId} moved while it was being ended; it is tried again.`, {
    facts: { runId },
  });
}

/** Exact totals: sums over committed chunk documents, one of which counts the frontier entries that no other took. */
async function recountTotals(
  ports: Pick<ControlPorts, 'chunks' | 'frontier'>,
  run: Run,
  now: Date,
): Promise<RunTotals> {
  const ended = await ports.chunks.listInState(run._id, ['committed', 'dropped']);
  const dropped = ended.filter(({ state }) => state === 'dropped');
  const committed = ended.filter(({ state }) => state === 'committed');
  const chunks = committed.filter((chunk) => !isUncutChunk(chunk));
  const notKept = dropped.reduce((sum, { answered = 0 }) => sum + answered, 0);
  const counts = sumCounts(chunks.map((chunk) => chunk.counts ?? NO_COUNTS));
  const discovered = await ports.frontier.count(run._id);
  const taken = counts.stored + counts.unchanged + counts.failed + counts.skipped;
  const uncut = uncutChunk(
    { runId: run._id, workspaceId: run.workspaceId },
    Math.max(0, discovered - taken),
    now,
  );
  if (taken < discovered || chunks.length < committed.length) await writeUncut(ports, uncut);
  const since = run.startedAt ?? run.createdAt;
  return {
    ...sumCounts([counts, uncut.counts]),
    discovered,
    chunks: chunks.length,
    durationMs: Math.max(0, now.getTime() - since.getTime()),
    ...(notKept === 0 ? {} : { notKept }),
  };
}

/** An attempt that was cut off may have written it when there were more of them. */
async function writeUncut(
  { chunks }: Pick<ControlPorts, 'chunks'>,
  { _id, state, counts, ...rest }: UncutChunk,
): Promise<void> {
  if (await chunks.insert({ ...rest, _id, state, counts })) return;
  await chunks.move(_id, [state], { state, counts });
}
