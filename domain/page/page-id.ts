// The id of a page: `<jobId>:<urlKey>`.
import { ownedId, parseOwnedId } from '../system/owned-id.ts';

export function pageId(jobId: string, urlKey: string): string {
  return ownedId(jobId, urlKey);
}

export function parsePageId(id: string): { readonly jobId: string; readonly urlKey: string } {
  const { owner, rest } = parseOwnedId(id);
  return { jobId: owner, urlKey: rest };
}
