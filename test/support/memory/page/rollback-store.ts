// What roll-backs did to pages, in memory.
import type { RolledBackPage, RollbackStore } from '../../../../domain/page/rollback-store.ts';
import { byId, DocumentTable, isWithin } from '../document-table.ts';

export function createRollbackStore(rollbacks = new DocumentTable<RolledBackPage>()): RollbackStore {
  return {
    async insert(pages) {
      for (const page of pages) rollbacks.insert(page);
    },
    async getMany(ids) {
      const found = ids.map((id) => rollbacks.get(id)).filter((page) => page !== null);
      return new Map(found.map((page) => [page._id, page]));
    },
    async list(runId, { after, limit }) {
      return rollbacks.find(isWithin(runId, after), byId, limit);
    },
    async noteUndone(ids, undoneBy) {
      for (const id of ids)
        rollbacks.change(
          id,
          () => true,
          (page) => ({ ...page, undoneBy }),
        );
    },
  };
}
