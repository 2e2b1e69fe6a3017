// Calls about the emergency stop and the read-only mode.
import type { EmergencyAnswer, EmergencyStateView, HoldInput } from '../schemas/alert/emergency.ts';
import type { Query } from './list-of.ts';

export type { EmergencyAnswer, EmergencyStateView, HoldInput } from '../schemas/alert/emergency.ts';

type Json = <T>(path: string, asked?: { method?: string; query?: Query; body?: unknown }) => Promise<T>;

export function emergencyCalls(json: Json) {
  return {
    emergency: () => json<EmergencyStateView>('/v1/emergency'),
    placeHold: (body: HoldInput) => json<EmergencyAnswer>('/v1/emergency', { method: 'POST', body }),
    liftHold: (holdId: string) =>
      json<EmergencyAnswer>(`/v1/emergency/${encodeURIComponent(holdId)}`, { method: 'DELETE' }),
  };
}
