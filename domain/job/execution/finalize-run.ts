// Ends a run from any state: completes its storing chunks, recounts the totals from chunk documents, makes
// the run terminal, releases the job's lease. Idempotent; workflow and monitor may both call it.
import { WebloomError, isWebloomError } from '../../system/errors.ts';
import type { Chunk } from '../../run/chunk.ts';
import type { ControlPorts, VerbPorts } from '../control-ports.ts';
import { failureRemedy } from './failure-remedy.ts';
import {
  NO_COUNTS,
  type RunTotals,
  type UncutChunk,
  isUncutChunk,
  sumCounts,
  uncutChunk,
} from '../../run/ledger.ts';
import { type RunEnding, isTerminal, nextRun } from '../../run/lifecycle.ts';
import { type LimitMet, describeLimit } from '../limit/limit-met.ts';
import { remedyOf } from '../limit/limit-words.ts';
import { pagesMissed } from '../limit/run-limits.ts';
import { judgeDegradation } from '../gate/judge-degradation.ts';
import { releaseLease } from './release-lease.ts';
import type { EndingReason, Run } from '../../run/run.ts';
import { describePageLimit } from '../../run/source-progress.ts';
import { transitionRun } from './transition-run.ts';
import { counted } from '../../system/counted.ts';

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
  if (present === null)
    throw new WebloomError('not-found', `There is no run ${request.runId}.`, {
      facts: { runId: request.runId },
    });
  const ended = isTerminal(present.state) ? present : await end(ports, request);
  await releaseLease(ports, ended);
  await ports
    .dropFiles(ended)
    .catch((error: unknown) =>
      ports.log.warn({ runId: ended._id, err: error }, 'files of an ended run are left to the sweep'),
    );
  return ended;
}

async function end(ports: FinalizePorts, request: FinalizeRequest): Promise<Run> {
  const { runId, by } = request;
  const moved = await transitionRun(ports, {
    runId,
    event: 'finalize',
    by,
    ending: request.ending,
    endingReason: request.reason,
  });
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
  const judged = missed === null ? judge(run, totals, request) : limited(run, missed, request);
  const { ending } = judged;
  const reason = withNotKept(judged.reason, totals);
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
  const committed = await ports.chunks.listInState(run._id, ['committed']);
  const chunks = committed.filter((chunk) => !isUncutChunk(chunk));
  const dropped = await ports.chunks.listInState(run._id, ['dropped']);
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

/** A stop or another failure stays the reason; a run that would be complete has missed pages. */
function limited(
  run: Run,
  met: LimitMet,
  asked: { ending: RunEnding; reason: EndingReason },
): { ending: RunEnding; reason: EndingReason } {
  const ending = run.ending ?? asked.ending;
  if (ending !== 'completed') return { ending, reason: run.endingReason ?? asked.reason };
  const pages = counted(met.wanted, 'page was', 'pages were');
  return {
    ending: 'failed',
    reason: {
      code: 'limit-reached',
      detail: `${describeLimit(met)} ${pages} left out; what was stored is kept.`,
      remedy: remedyOf(met.limit),
    },
  };
}

/** Completed: every URL was dealt with, and the share of failures is within the job's tolerance. */
export function judge(
  run: Run,
  totals: RunTotals,
  asked: { ending: RunEnding; reason: EndingReason },
): { ending: RunEnding; reason: EndingReason } {
  const ending = run.ending ?? asked.ending;
  const reason = run.endingReason ?? asked.reason;
  if (ending !== 'completed' || totals.discovered === 0) return { ending, reason };
  const left = totals.reasons['stopped'] ?? 0;
  if (left > 0) return { ending: 'failed', reason: urlsLeft(left, totals) };
  const share = totals.countedFailures / totals.discovered;
  if (share <= run.config.tolerance) return { ending, reason: withLimit(run, totals, reason) };
  const percent = Math.round(share * 100);
  return {
    ending: 'failed',
    reason: {
      code: 'too-many-failures',
      detail: `${totals.countedFailures} of ${totals.discovered} pages failed (${percent} %); the job tolerates ${Math.round(run.config.tolerance * 100)} %. ${topReasons(totals)}`,
      remedy: failureRemedy(totals.reasons),
    },
  };
}

/** What was fetched in vain is said, so that nobody looks for it. */
function withNotKept(reason: EndingReason, { notKept = 0 }: RunTotals): EndingReason {
  if (notKept === 0) return reason;
  const pages = notKept === 1 ? '1 page had answered and was' : `${notKept} pages had answered and were`;
  return { ...reason, detail: `${reason.detail} ${pages} not stored yet; the next run fetches them again.` };
}

/** URLs are left although nobody asked for a stop: the run is reported as failed, never as completed. */
function urlsLeft(left: number, { discovered }: RunTotals): EndingReason {
  return {
    code: 'urls-left',
    detail: `The run came to its end though ${left} of ${discovered} URLs were never dealt with. That is a fault of Webloom, or a file of the run was lost.`,
    remedy: 'Retry the job: what was stored is kept. Please report it with the output of `webloom why`.',
  };
}

/** Adds what the limit of pages left out: "every URL was dealt with" counts only the URLs the run took. */
function withLimit(run: Run, { discovered }: RunTotals, reason: EndingReason): EndingReason {
  const limit = describePageLimit(run.config.limits.maxPages, {
    urls: run.source?.leftOut ?? 0,
    documents: discovered < run.config.limits.maxPages ? 0 : (run.source?.left ?? 0),
    links: run.droppedLinks['page-limit'] ?? 0,
  });
  if (limit === null || reason.code !== 'all-done') return reason;
  return { ...reason, detail: `${reason.detail} ${limit.detail}`, remedy: limit.remedy };
}

function topReasons(totals: RunTotals): string {
  const top = Object.entries(totals.reasons)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 3);
  return `Most frequent: ${top.map(([code, n]) => `${code} ${n}`).join(', ')}.`;
}
