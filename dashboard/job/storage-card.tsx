// What the stored versions of a job take.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JobStorageView } from '../../api/schemas/job-detail/storage.ts';
import { ask, part } from '../api/ask.ts';
import { counted, formatBytes } from '../appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { FullMoment, Moment } from '../ui/moment.tsx';

export function StorageCard({ jobId }: { readonly jobId: string }): ReactNode {
  const storage = useQuery({
    queryKey: ['job', jobId, 'storage'],
    queryFn: ({ signal }) => ask<JobStorageView>(`/v1/jobs/${part(jobId)}/storage`, { signal }),
  });
  const { data } = storage;
  return (
    <Card title="What it stores">
      {data !== undefined ? (
        <Shown storage={data} />
      ) : storage.error === null ? (
        <Loading rows={3} />
      ) : (
        <ProblemNote error={storage.error} retry={() => void storage.refetch()} />
      )}
    </Card>
  );
}

function Shown({ storage }: { readonly storage: JobStorageView }): ReactNode {
  const { versions, pinned, bytes, oldestAt, newestAt, measuredAt } = storage;
  if (measuredAt === null)
    return (
      <p className="text-ink-2">It is not measured yet; that takes a few minutes after the first run.</p>
    );
  return (
    <Facts>
      <Fact name="Versions">
        {counted(versions, 'version')}
        {pinned === 0 ? '' : `, ${pinned} pinned`}
      </Fact>
      <Fact name="Size">{formatBytes(bytes)}</Fact>
      {oldestAt === null || newestAt === null ? null : (
        <>
          <Fact name="Oldest">
            <FullMoment at={oldestAt} />
          </Fact>
          <Fact name="Newest">
            <FullMoment at={newestAt} />
          </Fact>
        </>
      )}
      <Fact name="Measured">
        <Moment at={measuredAt} />
      </Fact>
    </Facts>
  );
}
