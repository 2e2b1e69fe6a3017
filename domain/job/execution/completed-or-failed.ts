// What makes a run failed instead of completed: pages left out for a limit of the plan, URLs that were never dealt with, or
// more failed pages than the job tolerates. A stop, or a failure named before, stays what it is.
import { failureRemedy } from './failure-remedy.ts';
import { type LimitMet, describeLimit } from '../limit/limit-met.ts';
import { remedyOf } from '../limit/limit-words.ts';
import type { RunTotals } from '../../run/ledger.ts';
import type { RunEnding } from '../../run/lifecycle.ts';
import type { EndingReason, Run } from '../../run/run.ts';
import { describePageLimit } from '../../run/source-progress.ts';
import { counted } from '../../system/counted.ts';

export interface Ending {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

/** `missed`: the limit for which pages were left out; null: none was met. */
export function completedOrFailed(
  run: Run,
  totals: RunTotals,
  asked: Ending,
  missed: LimitMet | null = null,
): Ending {
  const { ending, reason } = missed === null ? byPages(run, totals, asked) : byLimit(run, missed, asked);
  return { ending, reason: withNotKept(reason, totals) };
}

/** A stop or another failure stays the reason; a run that would be complete has missed pages. */
function byLimit(run: Run, met: LimitMet, asked: Ending): Ending {
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
function byPages(run: Run, totals: RunTotals, asked: Ending): Ending {
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

/** What was fetched in vain is said, so that nobody looks for it. */
function withNotKept(reason: EndingReason, { notKept = 0 }: RunTotals): EndingReason {
  if (notKept === 0) return reason;
  const pages = notKept === 1 ? '1 page had answered and was' : `${notKept} pages had answered and were`;
  return { ...reason, detail: `${reason.detail} ${pages} not stored yet; the next run fetches them again.` };
}

function topReasons(totals: RunTotals): string {
  const top = Object.entries(totals.reasons)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 3);
  return `Most frequent: ${top.map(([code, n]) => `${code} ${n}`).join(', ')}.`;
}
