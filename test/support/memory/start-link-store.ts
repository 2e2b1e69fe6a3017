// Start links of jobs in memory.
import type { StartLink, StartLinkStore } from '../../../domain/job/execution/start-link.ts';
import { byId, DocumentTable } from './document-table.ts';

export function createStartLinkStore(links = new DocumentTable<StartLink>()): StartLinkStore {
  return {
    async insert(link) {
      links.insert(link);
    },
    async byHash(hash) {
      return links.find((link) => link.hash === hash)[0] ?? null;
    },
    async get(linkId) {
      return links.get(linkId);
    },
    async list(jobId, limit) {
      return links.find((link) => link.jobId === jobId, byId, limit);
    },
    async revoke(linkId, at) {
      links.change(
        linkId,
        ({ revokedAt }) => revokedAt === null,
        (link) => ({ ...link, revokedAt: at }),
      );
      return links.get(linkId);
    },
    async noteUse(linkId, at) {
      links.change(
        linkId,
        ({ lastUsedAt }) => lastUsedAt === null || lastUsedAt < at,
        (link) => ({ ...link, lastUsedAt: at }),
      );
    },
  };
}
