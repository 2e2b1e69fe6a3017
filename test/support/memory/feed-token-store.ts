// Tokens of feeds in memory.
import type { FeedToken, FeedTokenStore } from '../../../domain/system/access/feed-token.ts';
import { DocumentTable } from './document-table.ts';

export function createFeedTokenStore(tokens = new DocumentTable<FeedToken>()): FeedTokenStore {
  return {
    async get(workspaceId) {
      return tokens.get(workspaceId);
    },
    async byHash(hash) {
      return tokens.find((token) => token.hash === hash)[0] ?? null;
    },
    async put(token) {
      tokens.put(token);
    },
    async remove(workspaceId) {
      tokens.delete(workspaceId);
    },
  };
}
