// The rows of the list of runs: a table where there is room, a list of a few lines each on a phone.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunSummaryView } from '../../../api/schemas/run/run-list.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { endWords, triggerWords } from '../run-words.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { LedgerBar } from '../../ui/ledger-bar.tsx';
import { Moment, useNow } from '../../ui/moment.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { type Head, TableHead } from '../../ui/list/table-head.tsx';

const HEADS: readonly (string | Head)[] = [
  'Run',
  'State',
  { name: 'Pages', className: 'w-[26%]' },
  'What came of it',
  { name: 'Took', className: 'number' },
  { name: 'Began', className: 'number' },
];

interface RunTableProps {
  readonly runs: readonly RunSummaryView[];
}

export function RunTable({ runs }: RunTableProps): ReactNode {
  return (
    <>
      <table className="table max-phone:hidden">
        <TableHead heads={HEADS} />
        <tbody>
          {runs.map((run) => (
            <Row key={run.runId} run={run} />
          ))}
        </tbody>
      </table>
      <ul className="divide-y divide-line phone:hidden">
        {runs.map((run) => (
          <PhoneRow key={run.runId} run={run} />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly run: RunSummaryView;
}

function Row({ run }: RowProps): ReactNode {
  return (
    <tr>
      <td className="max-w-64">
        <Name run={run} />
        <span className="block text-s text-ink-3">{triggerWords(run)}</span>
      </td>
      <td>
        <StateBadge state={run.state} />
      </td>
      <td>
        <LedgerBar ledger={run.ledger} height={8} />
        <span className="mt-1 block text-s text-ink-3">
          {counted(run.ledger.discovered, 'page')}
          {run.live === null ? '' : `, ${run.live.pagesPerSecond}/s`}
        </span>
      </td>
      <td className="text-s text-ink-2">{endWords(run)}</td>
      <td className="number text-s">
        <Took run={run} />
      </td>
      <td className="number text-s text-ink-2">
        <Moment at={run.createdAt} />
      </td>
    </tr>
  );
}

function PhoneRow({ run }: RowProps): ReactNode {
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <Name run={run} />
        <StateBadge state={run.state} />
      </div>
      <LedgerBar ledger={run.ledger} height={8} />
      <p className="text-s text-ink-2">{endWords(run)}</p>
      <p className="text-s text-ink-3">
        <Moment at={run.createdAt} />, took <Took run={run} />, {triggerWords(run)}
      </p>
    </li>
  );
}

function Name({ run }: RowProps): ReactNode {
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.runId }}
      className="block min-w-0 py-0.5 font-[560] hover:text-accent hover:underline"
    >
      <CutText text={`${run.jobName} #${run.seq}`} />
    </Link>
  );
}

/** Ticks while the run goes on. */
function Took({ run }: RowProps): ReactNode {
  const now = useNow();
  const since = Date.parse(run.startedAt ?? run.createdAt);
  return formatDuration(run.finishedAt === null ? Math.max(0, now - since) : run.durationMs);
}
