// What is kept for how long, as far as anything is deleted by itself today; the rest is said to grow.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RetentionView } from '../../api/schemas/access/retention.ts';
import { ask } from '../api/ask.ts';
import { counted } from '../appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';

export function RetentionSettings(): ReactNode {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => ask<RetentionView>('/v1/retention', { signal }),
  });
  if (isPending) return <Loading />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  const [grows, goes] = [false, true].map((cleaned) => data.items.filter((one) => one.cleaned === cleaned));
  return (
    <div className="grid max-w-4xl gap-4 desk:grid-cols-2">
      <Card title="Kept until the job is removed">
        <ul className="grid gap-1.5">
          {grows?.map(({ what }) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
        <p className="mt-3 text-s text-ink-2">
          Nothing of this is thinned out yet: it grows while its job exists. Removing a job erases all of it
          within a minute.
        </p>
      </Card>
      <Card title="Deleted by itself">
        <dl className="grid gap-1.5">
          {goes?.map(({ what, days }) => (
            <div key={what} className="flex justify-between gap-4">
              <dt>{what}</dt>
              <dd className="whitespace-nowrap text-ink-2">{counted(days ?? 0, 'day')}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}
