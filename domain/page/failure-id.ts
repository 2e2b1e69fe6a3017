// The id of a failure: `<runId>:<urlKey>`.
import { ownedId, parseOwnedId } from '../system/owned-id.ts';

export function failureId(runId: string, urlKey: string): string {
  return ownedId(runId, urlKey);
}

export function parseFailureId(id: string): { readonly runId: string; readonly urlKey: string } {
  const { owner, rest } = parseOwnedId(id);
  return { runId: owner, urlKey: rest };
}
