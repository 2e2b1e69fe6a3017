// What differs from the run before: pages that came, went, broke, mended, slowed down, and both ledgers.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunComparisonView } from '../../api/schemas/run/run-work.ts';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatDuration } from '../ui/appearance/format.ts';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { sameWords } from './run-words.ts';
import { LedgerBar } from '../ui/ledger-bar.tsx';

type Differences = NonNullable<RunComparisonView['pages']>;
type Side = NonNullable<RunComparisonView['before']>;
type Compared = Differences['added']['pages'][number];

const KINDS: readonly { readonly name: keyof Differences; readonly one: string; readonly many: string }[] = [
  { name: 'nowFailing', one: 'page fails now', many: 'pages fail now' },
  { name: 'nowWell', one: 'page is well again', many: 'pages are well again' },
  { name: 'added', one: 'page is new', many: 'pages are new' },
  { name: 'removed', one: 'page is gone', many: 'pages are gone' },
  { name: 'slower', one: 'page is slower', many: 'pages are slower' },
];

export function Comparison({ runId }: { readonly runId: string }): ReactNode {
  const compared = useAsk(['run', runId, 'compare'], `/v1/runs/${segment(runId)}/compare`);
  if (compared.isPending) return <Loading rows={3} />;
  if (compared.data === undefined)
    return <ProblemNote error={compared.error} retry={() => void compared.refetch()} />;
  const { before, after, pages, whole } = compared.data;
  if (before === null) return <p className="text-ink-2">It is the first run of its job that is kept.</p>;
  return (
    <div className="grid gap-3">
      <SideRow name={`This run (${after.seq})`} run={after} />
      <SideRow name={`Run ${before.seq}`} run={before} />
      {pages === null ? (
        <p className="text-ink-2">How each page of run {before.seq} ended is not kept any more.</p>
      ) : (
        <Kinds pages={pages} before={before} after={after} />
      )}
      {whole ? null : <p className="text-s text-ink-3">Of the first 20,000 visits of each run.</p>}
    </div>
  );
}

function SideRow({ name, run }: { readonly name: string; readonly run: Side }): ReactNode {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-center gap-3 text-s">
      <Link
        to="/runs/$runId"
        params={{ runId: run.runId }}
        className="py-0.5 hover:text-accent hover:underline"
      >
        {name}
      </Link>
      <LedgerBar ledger={run.ledger} height={10} />
      <span className="text-ink-2">{formatDuration(run.durationMs)}</span>
    </div>
  );
}

interface KindsProps {
  readonly pages: Differences;
  readonly before: Side;
  readonly after: Side;
}

function Kinds({ pages, before, after }: KindsProps): ReactNode {
  const some = KINDS.filter(({ name }) => pages[name].count > 0);
  if (some.length === 0) return <p className="text-ink-2">{sameWords(before.seq, after.ledger.failed)}</p>;
  return (
    <div className="divide-y divide-line border-t border-line">
      {some.map(({ name, one, many }) => (
        <details key={name} className="py-1.5">
          <summary className="min-h-6 cursor-pointer py-0.5 font-[550]">
            {counted(pages[name].count, one, many)}
          </summary>
          <ul className="mt-1 grid gap-0.5 pb-1 text-s text-ink-2">
            {pages[name].pages.map((page) => (
              <li key={page.urlKey} className="truncate" dir="auto" title={page.url}>
                {page.url} <span className="text-ink-3">{sightWords(name, page)}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function sightWords(kind: keyof Differences, { before, after }: Compared): string {
  if (kind === 'slower' && before !== null && after !== null)
    return `${formatDuration(before.elapsedMs)} → ${formatDuration(after.elapsedMs)}`;
  if (kind === 'nowFailing') return after?.reason ?? '';
  return kind === 'nowWell' ? `was ${before?.reason ?? ''}` : '';
}
