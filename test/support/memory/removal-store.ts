// Removals in memory.
import {
  ERASED_NOTHING,
  type Removal,
  type RemovalStore,
  addErased,
} from '../../../domain/job/verb/removal.ts';
import { byIdDown, DocumentTable } from './document-table.ts';

export function createRemovalStore(): RemovalStore {
  const removals = new DocumentTable<Removal>();
  const always = (): boolean => true;
  return {
    async insert(removal) {
      return removals.insert(removal);
    },
    async get(jobId) {
      return removals.get(jobId);
    },
    async list({ workspaceId, before, limit }) {
      const isWanted = (one: Removal): boolean =>
        one.workspaceId === workspaceId && (before === undefined || one._id < before);
      return removals.find(isWanted, byIdDown, limit);
    },
    async unfinished(limit) {
      return removals.find(({ finishedAt }) => finishedAt === null).slice(0, limit);
    },
    async note(jobId, erased) {
      removals.change(jobId, always, (one) => ({
        ...one,
        ...addErased(one, { ...ERASED_NOTHING, ...erased }),
      }));
    },
    async noteLost(jobId, by) {
      removals.change(jobId, always, (one) => ({ ...one, lostBy: [...one.lostBy, ...by] }));
    },
    async finish(jobId, at) {
      return removals.change(
        jobId,
        ({ finishedAt }) => finishedAt === null,
        (one) => ({ ...one, finishedAt: at }),
      );
    },
    async finishedSince(since) {
      return removals.find(({ finishedAt }) => finishedAt !== null && finishedAt >= since);
    },
    async forget(before) {
      const old = removals.find(({ finishedAt }) => finishedAt !== null && finishedAt < before);
      for (const { _id } of old) removals.delete(_id);
      return old.length;
    },
  };
}
