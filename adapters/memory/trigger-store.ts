// Triggers of jobs in memory.
import type { JobTrigger, TriggerStore } from '../../domain/trigger/job-trigger.ts';
import { byId, DocumentTable } from './document-table.ts';

export function createTriggerStore(triggers = new DocumentTable<JobTrigger>()): TriggerStore {
  return {
    async insert(trigger) {
      triggers.insert(trigger);
    },
    async byHash(hash) {
      return triggers.find((trigger) => trigger.hash === hash)[0] ?? null;
    },
    async get(triggerId) {
      return triggers.get(triggerId);
    },
    async list(jobId, limit) {
      return triggers.find((trigger) => trigger.jobId === jobId, byId, limit);
    },
    async revoke(triggerId, at) {
      triggers.change(
        triggerId,
        ({ revokedAt }) => revokedAt === null,
        (trigger) => ({ ...trigger, revokedAt: at }),
      );
      return triggers.get(triggerId);
    },
    async noteUse(triggerId, at) {
      triggers.change(
        triggerId,
        ({ lastUsedAt }) => lastUsedAt === null || lastUsedAt < at,
        (trigger) => ({ ...trigger, lastUsedAt: at }),
      );
    },
  };
}
