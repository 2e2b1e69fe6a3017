// Calls about clean-ups and what is stored.
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export function cleanUpCalls(json: Ask) {
  return {
    startCleanUp: (dryRun: boolean) => json('/v1/clean-ups', { method: 'POST', body: { dryRun } }),
    cleanUps: (query: Query = {}) => json('/v1/clean-ups', { query }),
    cleanUp: (cleanUpId: string) => json(`/v1/clean-ups/${segment(cleanUpId)}`),
    storage: () => json('/v1/storage'),
  };
}
