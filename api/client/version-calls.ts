// Calls of the API about the stored versions of pages.
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export type { JobStorageView } from '../schemas/job-detail/storage.ts';
export type { VersionView } from '../schemas/change/diff.ts';

export function versionCalls(json: Ask) {
  const pin = (snapshotId: string) => `/v1/snapshots/${segment(snapshotId)}/pin` as const;
  return {
    jobStorage: (jobId: string) => json(`/v1/jobs/${segment(jobId)}/storage`),
    pageVersions: (pageId: string, query: Query = {}) =>
      json(`/v1/pages/${segment(pageId)}/versions`, { query }),
    diff: (pageId: string, query: Query = {}) => json(`/v1/pages/${segment(pageId)}/diff`, { query }),
    pinSnapshot: (snapshotId: string) => json(pin(snapshotId), { method: 'POST' }),
    unpinSnapshot: (snapshotId: string) => json(pin(snapshotId), { method: 'DELETE' }),
  };
}
