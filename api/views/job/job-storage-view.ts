// What a job stores, as the API shows it.
import type { JobStorage } from '../../../domain/clean-up/storage.ts';
import type { JobStorageView } from '../../schemas/job-detail/storage.ts';

export function toJobStorageView(jobId: string, storage: JobStorage | null): JobStorageView {
  return {
    jobId,
    versions: storage?.versions ?? 0,
    pinned: storage?.pinned ?? 0,
    bytes: storage?.bytes ?? 0,
    oldestAt: storage?.oldestAt?.toISOString() ?? null,
    newestAt: storage?.newestAt?.toISOString() ?? null,
    measuredAt: storage?.measuredAt.toISOString() ?? null,
    links: { job: `/v1/jobs/${jobId}`, snapshots: `/v1/jobs/${jobId}/snapshots` },
  };
}
