// Maintenance windows as the API has them: listed, made, removed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WindowInput, WindowView } from '../../../api/schemas/alert/maintenance.ts';
import { ask, segment } from '../../api/ask.ts';
import { tell } from '../../ui/toast.tsx';

const KEY = ['maintenance-windows'];
const AGAIN_MS = 30_000;

export function useWindows() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask('/v1/maintenance-windows', { signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function useAddWindow(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: WindowInput) => ask('/v1/maintenance-windows', { method: 'POST', body }),
    onSuccess: ({ text }) => {
      tell(`Nobody is told: ${text}.`);
      void queries.invalidateQueries({ queryKey: KEY });
      done();
    },
  });
}

export function useRemoveWindow() {
  const queries = useQueryClient();
  return async ({ windowId, reason }: WindowView): Promise<void> => {
    await ask(`/v1/maintenance-windows/${segment(windowId)}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: KEY });
    await queries.invalidateQueries({ queryKey: ['incidents'] });
    tell(`The maintenance window “${reason}” is removed.`);
  };
}
