// Calls of the API about the number of processes.
import type { ScaledRole } from '../../domain/health/scaling/process-range.ts';
import { type Ask, segment } from './ask.ts';

export type { RoleScalingView } from '../schemas/agent/scaling.ts';

export function scalingCalls(json: Ask) {
  return {
    scaling: () => json('/v1/scaling'),
    setProcesses: (role: ScaledRole, range: { floor: number; ceiling: number }) =>
      json(`/v1/scaling/${segment(role)}`, { method: 'PUT', body: range }),
    /** Back to what "up" was started with. */
    unsetProcesses: (role: ScaledRole) => json(`/v1/scaling/${segment(role)}`, { method: 'DELETE' }),
  };
}
