// Calls of the API about the stored versions of pages.
import type { Query } from './list-of.ts';
import { segment } from './ask.ts';
import type { Asking } from './job-calls.ts';

export type { JobStorageView } from '../schemas/job-detail/storage.ts';
export type { VersionView } from '../schemas/change/diff.ts';

export function versionCalls({ json, open }: Asking) {
  const pin = (snapshotId: string) => `/v1/snapshots/${segment(snapshotId)}/pin` as const;
  return {
    jobStorage: (jobId: string) => json(`/v1/jobs/${segment(jobId)}/storage`),
    pageVersions: (pageId: string, query: Query = {}) =>
      json(`/v1/pages/${segment(pageId)}/versions`, { query }),
    diff: (pageId: string, query: Query = {}) => json(`/v1/pages/${segment(pageId)}/diff`, { query }),
    /** As text. `served`: what the server sent, in place of what a browser made of it. */
    snapshotSource: (snapshotId: string, served: boolean, signal: AbortSignal) =>
      open(`/v1/snapshots/${segment(snapshotId)}/content`, {
        query: { as: 'source', served: String(served) },
        signal,
      }),
    pinSnapshot: (snapshotId: string) => json(pin(snapshotId), { method: 'POST' }),
    unpinSnapshot: (snapshotId: string) => json(pin(snapshotId), { method: 'DELETE' }),
  };
}
