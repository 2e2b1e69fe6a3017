// Calls of the API about the stored versions of pages.
import type { DiffView, VersionView } from '../schemas/change/diff.ts';
import type { JobStorageView } from '../schemas/job-detail/storage.ts';
import type { SnapshotView } from '../schemas/page.ts';
import type { ListOf, Query } from './list-of.ts';

export type { JobStorageView } from '../schemas/job-detail/storage.ts';
export type { VersionView } from '../schemas/change/diff.ts';

type AskJson = <T>(path: string, asked?: { readonly query?: Query; readonly method?: string }) => Promise<T>;

export function versionCalls(json: AskJson) {
  const pin = (snapshotId: string): string => `/v1/snapshots/${encodeURIComponent(snapshotId)}/pin`;
  return {
    jobStorage: (jobId: string) => json<JobStorageView>(`/v1/jobs/${encodeURIComponent(jobId)}/storage`),
    pageVersions: (pageId: string, query: Query = {}) =>
      json<ListOf<VersionView>>(`/v1/pages/${encodeURIComponent(pageId)}/versions`, { query }),
    diff: (pageId: string, query: Query = {}) =>
      json<DiffView>(`/v1/pages/${encodeURIComponent(pageId)}/diff`, { query }),
    pinSnapshot: (snapshotId: string) => json<SnapshotView>(pin(snapshotId), { method: 'POST' }),
    unpinSnapshot: (snapshotId: string) => json<SnapshotView>(pin(snapshotId), { method: 'DELETE' }),
  };
}
