// The id of a frontier entry: `<runId>:<urlKey>`.
import { ownedId, parseOwnedId } from '../system/owned-id.ts';

export function frontierId(runId: string, urlKey: string): string {
  return ownedId(runId, urlKey);
}

export function parseFrontierId(id: string): { readonly runId: string; readonly urlKey: string } {
  const { owner, rest } = parseOwnedId(id);
  return { runId: owner, urlKey: rest };
}
