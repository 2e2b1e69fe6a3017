// Stops one run alone, by itself or by force; its job keeps its schedule.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunView } from '../../api/schemas/run/run.ts';
import { ask, segment } from '../api/ask.ts';
import { tell } from '../ui/toast.tsx';
import { refusalWords } from './use-verb.ts';

export interface StopAsking {
  readonly runId: string;
  readonly force: boolean;
}

export function useStopRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ runId, force }: StopAsking) =>
      ask(`/v1/runs/${segment(runId)}/stop`, { method: 'POST', body: { force } }),
    onMutate: async ({ runId, force }) => {
      const key = ['run', runId];
      await queries.cancelQueries({ queryKey: key, exact: true });
      const before = queries.getQueryData<RunView>(key);
      if (before !== undefined)
        queries.setQueryData<RunView>(key, { ...before, state: force ? 'finalizing' : 'stopping' });
      return before;
    },
    onSuccess: ({ effects, same }) => {
      tell(same ? 'The run was being stopped already.' : ['The run is being stopped.', ...effects].join(' '));
    },
    onError: (error, { runId }, before) => {
      if (before !== undefined) queries.setQueryData(['run', runId], before);
      tell(refusalWords(error), { tone: 'refused' });
    },
    onSettled: (_answer, _error, { runId }) => {
      void queries.invalidateQueries({ queryKey: ['run', runId] });
      for (const noun of ['runs', 'job', 'jobs']) void queries.invalidateQueries({ queryKey: [noun] });
    },
  });
}
