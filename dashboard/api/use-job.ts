// What the screens of a job read: the job, and what happens next with it.
import { useQuery } from '@tanstack/react-query';
import { ask, segment } from './ask.ts';

/** Nothing is asked for while the job is not known. */
export function useJob(jobId: string | undefined) {
  return useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => ask(`/v1/jobs/${segment(jobId ?? '')}`, { signal }),
    enabled: jobId !== undefined,
  });
}

const WHILE_RUNNING_MS = 5_000;

/** While a run goes on, what it waits for changes without an event. */
export function useOutlook(jobId: string) {
  return useQuery({
    queryKey: ['job', jobId, 'outlook'],
    queryFn: ({ signal }) => ask(`/v1/jobs/${segment(jobId)}/outlook`, { signal }),
    refetchInterval: ({ state }) => (state.data?.run === null ? false : WHILE_RUNNING_MS),
  });
}
