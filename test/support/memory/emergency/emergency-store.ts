// Emergency holds in memory.
import type { EmergencyHold, EmergencyStore } from '../../../../domain/job/hold/emergency-hold.ts';
import { byId, DocumentTable } from '../document-table.ts';

export function createEmergencyStore(): EmergencyStore {
  const holds = new DocumentTable<EmergencyHold>();
  return {
    async insert(hold) {
      return holds.insert(hold);
    },
    async get(holdId) {
      return holds.get(holdId);
    },
    async standing() {
      return holds.find(({ liftedAt }) => liftedAt === null, byId);
    },
    async lifted(workspaceId, limit) {
      const isWanted = (hold: EmergencyHold): boolean =>
        hold.liftedAt !== null && (workspaceId === null || hold.workspaceId === workspaceId);
      return holds.find(isWanted, (a, b) => timeOf(b) - timeOf(a), limit);
    },
    async lift(holdId, { at, by }) {
      const hold = holds.get(holdId);
      if (hold === null || hold.liftedAt !== null) return null;
      holds.put({ ...hold, liftedAt: at, liftedBy: by });
      return holds.get(holdId);
    },
  };
}

function timeOf({ liftedAt }: EmergencyHold): number {
  return liftedAt?.getTime() ?? 0;
}
