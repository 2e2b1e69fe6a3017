// Maintenance windows as the API has them: listed, removed.
import { useQueryClient } from '@tanstack/react-query';
import type { WindowView } from '../../../api/schemas/alert/maintenance.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { tell } from '../../ui/toast.tsx';

export const WINDOWS = ['maintenance-windows'];
const AGAIN_MS = 30_000;

export function useWindows() {
  return useAsk(WINDOWS, '/v1/maintenance-windows', { refetchInterval: AGAIN_MS });
}

export function useRemoveWindow() {
  const queries = useQueryClient();
  return async ({ windowId, reason }: WindowView): Promise<void> => {
    await ask(`/v1/maintenance-windows/${segment(windowId)}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: WINDOWS });
    await queries.invalidateQueries({ queryKey: ['incidents'] });
    tell(`The maintenance window “${reason}” is removed.`);
  };
}
