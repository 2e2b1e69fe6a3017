// What the screens of a job read: the job, and what happens next with it.
import { segment } from './ask.ts';
import { useAsk } from './use-ask.ts';

/** Nothing is asked for while the job is not known. */
export function useJob(jobId: string | undefined) {
  return useAsk(['job', jobId], `/v1/jobs/${segment(jobId ?? '')}`, { enabled: jobId !== undefined });
}

const WHILE_RUNNING_MS = 5_000;

/** While a run goes on, what it waits for changes without an event. */
export function useOutlook(jobId: string) {
  return useAsk(['job', jobId, 'outlook'], `/v1/jobs/${segment(jobId)}/outlook`, {
    refetchInterval: ({ state }) => (state.data?.run === null ? false : WHILE_RUNNING_MS),
  });
}
