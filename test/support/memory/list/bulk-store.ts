// Bulk actions in memory.
import { type BulkAction, type BulkBatch, bulkBatchId } from '../../../../domain/job/bulk/bulk-action.ts';
import type { BulkStore } from '../../../../domain/job/bulk/bulk-store.ts';
import { byId, byIdDown, DocumentTable } from '../document-table.ts';

export function createBulkStore(): BulkStore {
  const actions = new DocumentTable<BulkAction>();
  const batches = new DocumentTable<BulkBatch>();
  const always = (): boolean => true;
  return {
    async insert(action, some) {
      for (const batch of some) batches.insert(batch);
      actions.insert(action);
    },
    async get(bulkId) {
      return actions.get(bulkId);
    },
    async list({ workspaceId, before, limit }) {
      const isWanted = (one: BulkAction): boolean =>
        one.workspaceId === workspaceId && (before === undefined || one._id < before);
      return actions.find(isWanted, byIdDown, limit);
    },
    async unfinished(limit) {
      return actions.find(({ finishedAt }) => finishedAt === null, byId, limit);
    },
    async move(bulkId, from, set) {
      return actions.change(
        bulkId,
        ({ state }) => from.includes(state),
        (one) => ({ ...one, ...set }),
      );
    },
    async batch(bulkId, number) {
      return batches.get(bulkBatchId(bulkId, number));
    },
    async batches(bulkId, from, limit) {
      return batches.find((one) => one.bulkId === bulkId && one.number >= from && one.number < from + limit);
    },
    async begin(bulkId, number, begunAt) {
      batches.change(bulkBatchId(bulkId, number), always, (one) => ({ ...one, begunAt }));
    },
    async finish(bulkId, number, results, groups) {
      batches.change(bulkBatchId(bulkId, number), always, (one) => ({ ...one, results }));
      actions.change(
        bulkId,
        ({ nextBatch }) => nextBatch === number,
        (one) => ({ ...one, nextBatch: number + 1, groups }),
      );
    },
    async noteUndo(bulkId, undoneBy) {
      const noted = actions.change(
        bulkId,
        (one) => one.undoneBy === null,
        (one) => ({ ...one, undoneBy }),
      );
      return noted !== null;
    },
  };
}
