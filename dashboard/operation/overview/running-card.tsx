// Runs that go on, with how far they are.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { type ShownState, StateBadge, stateColour } from '../../ui/state-badge.tsx';
import { CardLink, Missing } from './section.tsx';

type RunningRun = NonNullable<OverviewView['running']>[number];

export function RunningCard({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { running } = overview;
  return (
    <Card title="Running" aside={<CardLink to="/runs">Runs</CardLink>}>
      {running === null ? (
        <Missing overview={overview} part="running" />
      ) : running.length === 0 ? (
        <p className="py-1 text-ink-2">Nothing runs now.</p>
      ) : (
        <ul>
          {running.map((run) => (
            <Row key={run.runId} run={run} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ run }: { readonly run: RunningRun }): ReactNode {
  const { runId, seq, jobName, done, discovered } = run;
  const state = run.state as ShownState;
  const share = discovered === 0 ? 0 : done / discovered;
  return (
    <li className="border-t border-line py-2.5 first:border-t-0 first:pt-0">
      <Link to="/runs/$runId" params={{ runId }} className="block hover:text-accent">
        <span className="flex items-baseline gap-2">
          <CutText text={`${jobName} #${seq}`} className="flex-1" />
          <StateBadge state={state} />
        </span>
        <span className="mt-1.5 flex items-center gap-3">
          <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunk">
            <span
              className="block h-full rounded-full transition-[width] duration-(--calm)"
              style={{ width: `${share * 100}%`, background: stateColour(state) }}
            />
          </span>
          <span className="text-s text-ink-2">
            {discovered === 0
              ? 'reading its source'
              : `${formatCount(done)} of ${formatCount(discovered)} pages`}
          </span>
        </span>
      </Link>
    </li>
  );
}
