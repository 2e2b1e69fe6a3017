// How the last looks of a job went, as bars and in words.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutlookView } from '../../../api/schemas/job-detail/outlook.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { RunStrip } from '../../ui/figure/run-strip.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { looksWords } from './looks-words.ts';

const SHOWN_RUNS = 20;

interface LooksCardProps {
  readonly jobId: string;
  readonly outlook: OutlookView | undefined;
}

export function LooksCard({ jobId, outlook }: LooksCardProps): ReactNode {
  const { items, error } = useList(['runs', jobId], `/v1/jobs/${segment(jobId)}/runs`, {
    limit: SHOWN_RUNS,
  });
  const last = outlook?.lastRun ?? null;
  return (
    <Card
      title={`Last ${SHOWN_RUNS} looks`}
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'runs' }} className="text-accent">
          All runs
        </Link>
      }
    >
      {items !== null ? (
        <>
          {items.length === 0 ? null : <RunStrip runs={items.toReversed()} />}
          <p className="mt-1.5 text-s text-ink-2">{looksWords(items)}</p>
        </>
      ) : error === null ? (
        <Loading rows={2} />
      ) : (
        <ProblemNote error={error} />
      )}
      {last === null ? null : (
        <p className="mt-1 text-s text-ink-2">
          The{' '}
          <Link to="/runs/$runId" params={{ runId: last.runId }} className="text-accent underline">
            last run
          </Link>{' '}
          {last.state} <Moment at={last.at} />
          {last.reason === null ? '.' : `: ${last.reason}`}
        </p>
      )}
    </Card>
  );
}
