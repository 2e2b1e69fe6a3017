// What becomes of each entry of a file: whole, with what is lost and what to do instead, or refused and why.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ImportReportView } from '../../../api/schemas/job/import.ts';
import { capital } from '../../../domain/system/capital.ts';
import { knownTextWords } from '../../../domain/upkeep/import/known-text/known-text-words.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

type Entry = ImportReportView['entries'][number];
type Filter = 'all' | Entry['outcome'];

const FILTERS: readonly (readonly [Filter, string])[] = [
  ['all', 'All'],
  ['whole', 'Whole'],
  ['losses', 'With losses'],
  ['refused', 'Refused'],
];
const MARKS: Readonly<Record<Entry['outcome'], readonly [mark: string, words: string, tone: string]>> = {
  whole: ['✓', 'whole', 'var(--st-completed)'],
  losses: ['~', 'with losses', 'var(--st-paused)'],
  refused: ['✕', 'refused', 'var(--st-failed)'],
};
/** Rows that are drawn at first, and with each further press. */
const ROWS = 200;

export function Report({
  report,
  isMade,
}: {
  readonly report: ImportReportView;
  readonly isMade: boolean;
}): ReactNode {
  const [filter, setFilter] = useState<Filter>('all');
  const [rows, setRows] = useState(ROWS);
  const { entries, notes } = report;
  const fitting = entries.filter(({ outcome }) => filter === 'all' || outcome === filter);
  return (
    <Card flush>
      <div
        role="group"
        aria-label="Entries by outcome"
        className="flex flex-wrap gap-1.5 border-b border-line p-3"
      >
        {FILTERS.map(([id, name]) => (
          <Button
            key={id}
            kind={id === filter ? 'plain' : 'quiet'}
            aria-pressed={id === filter}
            onClick={() => {
              setFilter(id);
              setRows(ROWS);
            }}
          >
            {name}
            <span className="text-s text-ink-3">{formatCount(countOf(entries, id))}</span>
          </Button>
        ))}
      </div>
      {notes.map((note) => (
        <p key={note} className="border-b border-line px-4 py-2.5 text-s text-ink-2">
          {note}
        </p>
      ))}
      <ul className="divide-y divide-line">
        {fitting.slice(0, rows).map((entry, index) => (
          <Row key={index} entry={entry} isMade={isMade} />
        ))}
      </ul>
      {fitting.length === 0 ? <p className="p-4 text-ink-2">None of the entries.</p> : null}
      {fitting.length > rows ? (
        <p className="p-3 text-center">
          <Button
            onClick={() => setRows(rows + ROWS)}
          >{`Show more of ${formatCount(fitting.length)}`}</Button>
        </p>
      ) : null}
    </Card>
  );
}

function countOf(entries: readonly Entry[], filter: Filter): number {
  return filter === 'all' ? entries.length : entries.filter(({ outcome }) => outcome === filter).length;
}

function Row({ entry, isMade }: { readonly entry: Entry; readonly isMade: boolean }): ReactNode {
  const { name, url, outcome, reason, jobId, known, knownText, losses } = entry;
  const [mark, words, tone] = MARKS[outcome];
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-1.5 px-4 py-2.5">
      <span aria-label={words} role="img" className="font-semibold" style={{ color: tone }}>
        {mark}
      </span>
      <div className="min-w-0">
        <p className="wrap-anywhere">
          {jobId === null ? (
            <b className="font-[560]">{name}</b>
          ) : (
            <Link to="/jobs/$jobId" params={{ jobId }} className="font-[560] text-accent hover:underline">
              {name}
            </Link>
          )}
          {known && !isMade ? <span className="text-s text-ink-3"> is a job already</span> : null}
        </p>
        {url === '' ? null : (
          <p className="truncate text-s text-ink-3" title={url}>
            {url}
          </p>
        )}
        {reason === null ? null : <p className="mt-1 text-s wrap-anywhere text-failed">{reason}</p>}
        {knownText === null ? null : (
          <p className="mt-1 text-s wrap-anywhere text-ink-2">{capital(knownTextWords(knownText))}</p>
        )}
        {outcome === 'losses' ? (
          <dl className="mt-1 grid gap-1 text-s">
            {losses.map(({ option, why, instead }) => (
              <div key={option} className="wrap-anywhere">
                <dt className="inline font-mono">{option}</dt>
                <dd className="inline text-ink-2">{`: ${why} ${instead}`}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </li>
  );
}
