// The run of a job that goes on, with its ledger as it grows.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { RunSummaryView } from '../../../api/schemas/run/run-list.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useEvents } from '../../api/live/live.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { LedgerBar } from '../../ui/ledger-bar.tsx';

export function ActiveRun({ runId }: { readonly runId: string }): ReactNode {
  const run = useAsk(['run', runId], `/v1/runs/${segment(runId)}`);
  const [live, setLive] = useState<RunSummaryView['ledger'] | null>(null);
  useEvents(({ type, runId: of, data }) => {
    if (type === 'run.progress' && of === runId && hasLedger(data)) setLive(data.ledger);
  });
  if (run.data === undefined)
    return run.error === null ? <Loading rows={2} /> : <ProblemNote error={run.error} />;
  const { seq, ledger, metrics, live: rate } = run.data;
  const speed = rate?.pagesPerSecond ?? metrics.pagesPerSecond;
  return (
    <Card
      title={
        <Link to="/runs/$runId" params={{ runId }} className="hover:text-accent">
          Run {seq}
        </Link>
      }
      aside={`${speed} pages/s`}
    >
      <LedgerBar ledger={live ?? ledger} legend />
    </Card>
  );
}

/** What the event of a run's progress carries. */
function hasLedger(data: unknown): data is { readonly ledger: RunSummaryView['ledger'] } {
  if (typeof data !== 'object' || data === null || !('ledger' in data)) return false;
  const { ledger } = data;
  return typeof ledger === 'object' && ledger !== null && 'discovered' in ledger && 'inFlight' in ledger;
}
