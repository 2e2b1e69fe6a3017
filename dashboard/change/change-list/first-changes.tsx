// Nothing was ever told: what is watched, and when the next look is.
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Countdown } from '../../ui/moment.tsx';

export function FirstChanges(): ReactNode {
  const counts = useAsk(['jobs', 'counts'], '/v1/jobs/counts');
  const next = useAsk(['jobs', 'next'], '/v1/jobs', {
    query: { state: 'scheduled', sort: 'nextRun', limit: 1 },
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
