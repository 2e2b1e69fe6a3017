// Nothing was ever told: what is watched, and when the next look is.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../../api/ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Countdown } from '../../ui/moment.tsx';

export function FirstChanges(): ReactNode {
  const counts = useQuery({
    queryKey: ['jobs', 'counts'],
    queryFn: ({ signal }) => ask('/v1/jobs/counts', { signal }),
  });
  const next = useQuery({
    queryKey: ['jobs', 'next'],
    queryFn: ({ signal }) =>
      ask('/v1/jobs', {
        query: { state: 'scheduled', sort: 'nextRun', limit: 1 },
        signal,
      }),
  });
  const jobs = counts.data?.total;
  const at = next.data?.items[0]?.nextRunAt ?? null;
  if (jobs === 0)
    return (
      <EmptyState
        title="No changes yet"
        action={
          <ButtonLink kind="primary" to="/jobs/new">
            Watch a page
          </ButtonLink>
        }
      >
        Nothing is watched yet. Paste an address, and what changes there stands here.
      </EmptyState>
    );
  return (
    <EmptyState title="No changes yet" action={<ButtonLink to="/jobs">Look at the jobs</ButtonLink>}>
      {jobs === undefined ? 'What is watched' : counted(jobs, 'job')} {jobs === 1 ? 'is' : 'are'} watched; a
      change is told from the second look on.{' '}
      {at === null ? (
        'No look is planned.'
      ) : (
        <>
          The next look is <Countdown at={at} />.
        </>
      )}
    </EmptyState>
  );
}
