// A row of the list of jobs, made of the job's small projection and of the run it holds.
import { needsAttention } from '../../../domain/job/job-trouble.ts';
import type { ListedJob } from '../../../domain/job/listed-job.ts';
import { urlHost } from '../../../domain/web/url/key.ts';
import { type JobPage, type RunProgress, ledgerOf } from '../../query/search-jobs.ts';
import type { JobRow } from '../../schemas/job/job-list.ts';
import { toJobSummary } from './job-view.ts';
import { toMoney } from '../page-view.ts';

export function toJobRows({ jobs, progress, unread }: JobPage): JobRow[] {
  return jobs.map((job) => ({
    ...toJobRow(job, progress.get(job.activeRun ?? '') ?? null),
    unread: unread.get(job._id) ?? 0,
  }));
}

function toJobRow(job: ListedJob, progress: RunProgress | null): Omit<JobRow, 'unread'> {
  const { listing, aggregates } = job;
  return {
    ...toJobSummary(job),
    urlCount: listing.urlCount,
    host: urlHost(listing.url),
    failedInRow: job.failedInRow,
    retryAt: job.retryAt?.toISOString() ?? null,
    trouble: toTrouble(job),
    progress: progress === null ? null : toProgress(progress),
    lastChange: toLastChange(job.latest?.change),
    price: toPrice(job),
    recentRuns: (aggregates.recentRuns ?? []).map((run) => ({ ...run, at: run.at.toISOString() })),
  };
}

function toTrouble({ shownState, trouble = null }: ListedJob): JobRow['trouble'] {
  if (trouble === null || !needsAttention(shownState, trouble.kind)) return null;
  return { kind: trouble.kind, text: trouble.text };
}

function toProgress(progress: RunProgress): JobRow['progress'] {
  const { run, sums } = progress;
  return {
    runId: run._id,
    state: run.state,
    phase: run.phase,
    startedAt: run.startedAt?.toISOString() ?? null,
    ledger: ledgerOf(progress),
    changes: sums.changes,
  };
}

type Latest = NonNullable<ListedJob['latest']>;

function toLastChange(change: Latest['change']): JobRow['lastChange'] {
  return change === undefined ? null : { ...change, at: change.at.toISOString() };
}

/** A job that has got more pages since shows no price. */
function toPrice({ latest, listing, config }: ListedJob): JobRow['price'] {
  const { price, move } = latest ?? {};
  if (price === undefined || listing.urlCount !== 1 || config.source.kind !== 'pages') return null;
  const { minor, currency, pageId, at, availability } = price;
  return {
    ...toMoney(minor, currency),
    pageId,
    at: at.toISOString(),
    availability,
    move:
      move === undefined
        ? null
        : { minor: move.minor - move.beforeMinor, percent: move.percent, at: move.at.toISOString() },
  };
}
