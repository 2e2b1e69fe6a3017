// Scaling in memory.
import type {
  Fleet,
  RoleScaling,
  ScalingStore,
  SetRange,
} from '../../../../domain/health/scaling/role-scaling.ts';
import { DocumentTable } from '../document-table.ts';

export function createScalingStore(): ScalingStore {
  const scaling = new DocumentTable<RoleScaling>();
  const ranges = new DocumentTable<SetRange>();
  const fleets = new DocumentTable<Fleet>();
  let demandedUntil: Date | null = null;
  const all = (): boolean => true;
  return {
    list: async () => scaling.find(all),
    async save(next, before) {
      if (before === null) return scaling.insert(next);
      const isExpected = ({ revision }: RoleScaling): boolean => revision === before;
      return scaling.change(next._id, isExpected, () => next) !== null;
    },
    given: async () => ({ ranges: ranges.find(all), demandedUntil }),
    async setRange(range) {
      ranges.put(range);
    },
    async unsetRange(role) {
      ranges.delete(role);
    },
    async noteDemand(until) {
      if (demandedUntil === null || until > demandedUntil) demandedUntil = until;
    },
    fleets: async () => fleets.find(all),
    async beatFleet(fleet) {
      fleets.put(fleet);
    },
    async removeFleet(id) {
      fleets.delete(id);
    },
  };
}
