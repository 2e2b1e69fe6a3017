// The overview: the state in one sentence, four figures, what needs somebody, what changed, what comes next.
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { NoAnswer, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Activity } from './activity.tsx';
import { AttentionCard } from './attention-card.tsx';
import { Figures } from './figures.tsx';
import { LatestChanges } from './latest-changes.tsx';
import { NextCard } from './next-card.tsx';
import { RunningCard } from './running-card.tsx';
import { GettingStarted } from './getting-started.tsx';
import { ThroughputCard } from './throughput-card.tsx';
import { useOverview } from './use-overview.ts';

export function Screen(): ReactNode {
  const { data, error, refetch, isFetching } = useOverview();
  if (data === undefined)
    return (
      <>
        <PageHead title="Overview" />
        <NoAnswer of={{ error, refetch }} rows={8} label="Loading the overview" />
      </>
    );
  return (
    <div aria-busy={isFetching}>
      <PageHead title={data.headline} tab="Overview" sub={data.summary} />
      {error === null ? null : (
        <div className="mb-4">
          <ProblemNote error={error} retry={() => void refetch()} />
        </div>
      )}
      {data.jobs?.total === 0 ? <Beginning overview={data} /> : <Whole overview={data} />}
    </div>
  );
}

function Beginning({ overview }: { readonly overview: OverviewView }): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {overview.attention.length === 0 ? null : <AttentionCard overview={overview} />}
      <GettingStarted />
    </div>
  );
}

function Whole({ overview }: { readonly overview: OverviewView }): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Figures overview={overview} />
      <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,1.65fr)_minmax(0,1fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <AttentionCard overview={overview} />
          <LatestChanges overview={overview} />
          <Activity />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <ThroughputCard overview={overview} />
          <RunningCard overview={overview} />
          <NextCard overview={overview} />
        </div>
      </div>
    </div>
  );
}
