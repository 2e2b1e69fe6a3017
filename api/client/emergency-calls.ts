// Calls about the emergency stop and the read-only mode.
import type { HoldInput } from '../schemas/alert/emergency.ts';
import { type Ask, segment } from './ask.ts';

export type { EmergencyAnswer, EmergencyStateView, HoldInput } from '../schemas/alert/emergency.ts';

export function emergencyCalls(json: Ask) {
  return {
    emergency: () => json('/v1/emergency'),
    placeHold: (body: HoldInput) => json('/v1/emergency', { method: 'POST', body }),
    liftHold: (holdId: string) => json(`/v1/emergency/${segment(holdId)}`, { method: 'DELETE' }),
  };
}
