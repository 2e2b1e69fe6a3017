// The cells of a row: what a job is, how it does, what it found, when it runs again.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobRow } from '../../../api/schemas/job/job-list.ts';
import { TROUBLE_WORDS } from '../../../domain/job/job-trouble.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatMoney, formatPercent } from '../../ui/appearance/format.ts';
import { isSoldOut } from '../../../domain/reading/words/sold-out.ts';
import { stockWord } from '../../ui/stock-words.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { LedgerBar } from '../../ui/ledger-bar.tsx';
import { Countdown, Moment } from '../../ui/moment.tsx';
import { RunStrip } from '../../ui/figure/run-strip.tsx';
import { Severity, StateBadge } from '../../ui/state-badge.tsx';

type Cell = { readonly job: JobRow };

export function NameCell({ job }: Cell): ReactNode {
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.jobId }}
          className="min-w-0 py-0.5 font-[560] text-ink hover:text-accent hover:underline"
        >
          <CutText text={job.name} />
        </Link>
        {job.unread === 0 ? null : (
          <span className="flex-none rounded-full bg-accent px-1.5 text-xs leading-[18px] font-[560] text-on-accent">
            {formatCount(job.unread)}
            <span className="sr-only"> unread</span>
          </span>
        )}
      </div>
      <p className="flex min-w-0 items-center gap-1.5 text-s text-ink-3">
        <CutText text={placeWords(job)} />
        <Tags tags={job.tags} />
      </p>
      {job.note === null ? null : (
        <p className="text-s text-ink-2">
          <CutText text={job.note} />
        </p>
      )}
    </div>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  pages: 'page',
  site: 'site',
  listing: 'listing',
  sitemap: 'sitemap',
  feed: 'feed',
};

/** `larch.example, 140 pages`: the host, and how much of it. */
function placeWords({ host, sourceKind, urlCount, metrics }: JobRow): string {
  const kind = KINDS[sourceKind] ?? sourceKind;
  const asked = sourceKind === 'pages' && urlCount > 1 ? `, ${counted(urlCount, 'page')}` : '';
  const found = sourceKind === 'pages' ? asked : `, ${kind} of ${counted(metrics.pages, 'page')}`;
  return `${host}${found}`;
}

const SHOWN_TAGS = 2;

function Tags({ tags }: { readonly tags: readonly string[] }): ReactNode {
  if (tags.length === 0) return null;
  const more = tags.length - SHOWN_TAGS;
  return (
    <span title={tags.join(', ')} className="flex flex-none gap-1">
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span
          key={tag}
          dir="auto"
          className="max-w-28 truncate rounded-s border border-line bg-paper px-1.5 text-xs leading-[17px] text-ink-2"
        >
          {tag}
        </span>
      ))}
      {more > 0 ? <span className="text-xs leading-[19px]">+{more}</span> : null}
    </span>
  );
}

export function StateCell({ job }: Cell): ReactNode {
  const { state, progress, failedInRow } = job;
  const isFailing = failedInRow > 0 && state !== 'archived';
  return (
    <div className="min-w-0">
      <StateBadge state={state} />
      {progress === null ? (
        isFailing ? (
          <Failing job={job} />
        ) : (
          <Trouble job={job} />
        )
      ) : (
        <Progress progress={progress} />
      )}
    </div>
  );
}

function Failing({ job: { failedInRow, retryAt } }: Cell): ReactNode {
  return (
    <p className="text-s whitespace-nowrap text-failed">
      {failedInRow === 1 ? TROUBLE_WORDS.failed : `${failedInRow} failed in a row`}
      {retryAt === null ? null : (
        <>
          , again <Countdown at={retryAt} />
        </>
      )}
    </p>
  );
}

function Trouble({ job: { trouble } }: Cell): ReactNode {
  if (trouble === null) return null;
  return (
    <p className="text-s whitespace-nowrap text-paused" title={trouble.text}>
      {TROUBLE_WORDS[trouble.kind]}
    </p>
  );
}

function Progress({ progress }: { readonly progress: NonNullable<JobRow['progress']> }): ReactNode {
  const { ledger } = progress;
  const done = ledger.discovered - ledger.pending - ledger.inFlight;
  return (
    <div className="mt-0.5 max-w-36">
      <LedgerBar ledger={ledger} height={5} />
      <p className="mt-0.5 text-xs whitespace-nowrap text-ink-3">
        {formatCount(done)} of {formatCount(ledger.discovered)}
      </p>
    </div>
  );
}

export function ChangeCell({ job: { lastChange } }: Cell): ReactNode {
  if (lastChange === null) return <span className="text-ink-3">–</span>;
  const { changeId, summary, severity, at } = lastChange;
  return (
    <div className="min-w-0">
      <Link
        to="/changes/$changeId"
        params={{ changeId }}
        dir="auto"
        title={summary}
        className="block truncate py-0.5 hover:text-accent hover:underline"
      >
        {summary}
      </Link>
      <p className="text-s text-ink-3">
        <Severity severity={severity} />, <Moment at={at} />
      </p>
    </div>
  );
}

export function PriceCell({ job: { price } }: Cell): ReactNode {
  if (price === null) return <span className="text-ink-3">–</span>;
  const { move, availability } = price;
  return (
    <div>
      <p className="font-[550]">{formatMoney(price)}</p>
      <p className="text-s text-ink-3">
        {isSoldOut(availability) ? stockWord(availability) : move === null ? null : moveWords(move.percent)}
      </p>
    </div>
  );
}

function moveWords(percent: number): string {
  const sign = percent < 0 ? '▼' : '▲';
  return `${sign} ${formatPercent(percent)}`;
}

export function StripCell({ job: { recentRuns } }: Cell): ReactNode {
  return recentRuns.length === 0 ? <span className="text-ink-3">–</span> : <RunStrip runs={recentRuns} />;
}

export function NextCell({ job }: Cell): ReactNode {
  return (
    <div>
      <p>{nextWords(job)}</p>
      {job.scheduleText === null ? null : (
        <p className="line-clamp-2 text-s whitespace-normal text-ink-3" title={job.scheduleText}>
          {job.scheduleText}
        </p>
      )}
    </div>
  );
}

function nextWords({ state, nextRunAt, retryAt }: JobRow): ReactNode {
  if (state === 'paused') return <span className="text-ink-2">when resumed</span>;
  if (nextRunAt !== null) return <Countdown at={nextRunAt} />;
  if (retryAt !== null) return <Countdown at={retryAt} />;
  return <span className="text-ink-3">{state === 'archived' ? 'never' : 'by hand'}</span>;
}

/** What a phone shows under the name: the second line of a row of two. */
export function PhoneLine({ job }: Cell): ReactNode {
  const { lastChange, price } = job;
  return (
    <div className="mt-1 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-s text-ink-2 phone:hidden">
      <StateCell job={job} />
      {price === null ? null : <span className="whitespace-nowrap text-ink">{formatMoney(price)}</span>}
      {lastChange === null ? null : (
        <span className="whitespace-nowrap">
          <Severity severity={lastChange.severity} /> <Moment at={lastChange.at} />
        </span>
      )}
      {job.nextRunAt === null || job.state === 'paused' ? null : <Countdown at={job.nextRunAt} />}
    </div>
  );
}
