// What a job would ask for and not get, said before it is saved: above all that there is nothing to watch.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JobInput } from '../../../domain/config/schema.ts';
import { ask } from '../../api/ask.ts';
import { Notices } from '../settings/notices.tsx';

/** What can not be checked is refused in words when it is saved. */
export function DraftNotices({ config }: Pick<JobInput, 'config'>): ReactNode {
  const judged = withoutSteps(config);
  const checked = useQuery({
    queryKey: ['draft-notices', judged],
    queryFn: ({ signal }) => ask('/v1/jobs/validate', { method: 'POST', body: { config: judged }, signal }),
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return (
    <div aria-live="polite" className="empty:hidden">
      <Notices notices={checked.data?.notices ?? []} />
    </div>
  );
}

/** Steps are typed piece by piece: they are judged where they are tried, and when the job is saved. */
function withoutSteps(config: JobInput['config']): JobInput['config'] {
  if (config.fetch?.steps === undefined) return config;
  const { steps: _steps, ...fetch } = config.fetch;
  return { ...config, fetch };
}
