// How a job stands: what holds it up, the run that goes on, its price, what changed, when it looks again, how its last looks
// went and who is told.
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { ActiveRun } from './active-run.tsx';
import { ChainCard } from './chain-card.tsx';
import { FieldCard } from './field-card.tsx';
import { LooksCard } from './looks-card.tsx';
import { MetricsCard } from './metrics-card.tsx';
import { NextCard } from './next-card.tsx';
import { PriceCards } from './price-cards.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { StorageCard } from './storage-card.tsx';
import { ToldCard } from './told-card.tsx';
import { TroubleNotes } from './trouble-notes.tsx';
import { useOutlook } from '../../api/use-job.ts';

/** Columns of their own: no card is as high as its neighbour for no reason. */
const COLUMN = 'grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4';

export function OverviewTab({ job }: { readonly job: JobView }): ReactNode {
  const { jobId } = job;
  const { data: outlook } = useOutlook(jobId);
  return (
    <div className="grid gap-4">
      {outlook === undefined ? null : <TroubleNotes outlook={outlook} />}
      {job.activeRun === null ? null : <ActiveRun runId={job.activeRun.runId} />}
      <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,1.65fr)_minmax(0,1fr)]">
        <div className={COLUMN}>
          <PriceCards job={job} />
          <RecentChanges job={job} />
          <FieldCard jobId={jobId} />
        </div>
        <div className={COLUMN}>
          <NextCard job={job} outlook={outlook} />
          <LooksCard jobId={jobId} outlook={outlook} />
          <ToldCard job={job} />
          {outlook === undefined ? null : <ChainCard outlook={outlook} />}
        </div>
      </div>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <MetricsCard jobId={jobId} />
        <StorageCard jobId={jobId} />
      </div>
    </div>
  );
}
