// Calls of the API about the number of processes.
import type { ScaledRole } from '../../domain/health/scaling/process-range.ts';
import type { RoleScalingView, ScalingView } from '../schemas/agent/scaling.ts';

export type { RoleScalingView, ScalingView } from '../schemas/agent/scaling.ts';

type Ask = <T>(path: string, asked?: { readonly method?: string; readonly body?: unknown }) => Promise<T>;

export function scalingCalls(json: Ask) {
  return {
    scaling: () => json<ScalingView>('/v1/scaling'),
    setProcesses: (role: ScaledRole, range: { floor: number; ceiling: number }) =>
      json<RoleScalingView>(`/v1/scaling/${role}`, { method: 'PUT', body: range }),
    /** Back to what "up" was started with. */
    unsetProcesses: (role: ScaledRole) => json<RoleScalingView>(`/v1/scaling/${role}`, { method: 'DELETE' }),
  };
}
