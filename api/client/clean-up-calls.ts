// Calls about clean-ups and what is stored.
import type { CleanUpView, StorageView } from '../schemas/storage/clean-up.ts';
import type { ListOf, Query } from './list-of.ts';

type Json = <T>(path: string, asked?: { method?: string; query?: Query; body?: unknown }) => Promise<T>;

export function cleanUpCalls(json: Json) {
  return {
    startCleanUp: (dryRun: boolean) =>
      json<CleanUpView>('/v1/clean-ups', { method: 'POST', body: { dryRun } }),
    cleanUps: (query: Query = {}) => json<ListOf<CleanUpView>>('/v1/clean-ups', { query }),
    cleanUp: (cleanUpId: string) => json<CleanUpView>(`/v1/clean-ups/${encodeURIComponent(cleanUpId)}`),
    storage: () => json<StorageView>('/v1/storage'),
  };
}
