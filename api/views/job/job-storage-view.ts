// What a job stores, as the API shows it.
import type { JobStorage } from '../../../domain/upkeep/clean-up/storage.ts';
import type { Job, PuttingAway } from '../../../domain/job/job.ts';
import type { JobStorageView } from '../../schemas/job-detail/storage.ts';

export function toJobStorageView(
  { _id: jobId, putAway }: Pick<Job, '_id' | 'putAway'>,
  storage: JobStorage | null,
): JobStorageView {
  return {
    jobId,
    versions: storage?.versions ?? 0,
    pinned: storage?.pinned ?? 0,
    bytes: storage?.bytes ?? 0,
    oldestAt: storage?.oldestAt?.toISOString() ?? null,
    newestAt: storage?.newestAt?.toISOString() ?? null,
    measuredAt: storage?.measuredAt.toISOString() ?? null,
    putAway: putAway ? toPutAway(putAway) : null,
    links: { job: `/v1/jobs/${jobId}`, snapshots: `/v1/jobs/${jobId}/snapshots` },
  };
}

function toPutAway(putAway: PuttingAway): NonNullable<JobStorageView['putAway']> {
  const { at, phase, versions, bytesBefore, bytesAfter, finishedAt } = putAway;
  const counted = { versions, bytesBefore, bytesAfter, finishedAt: finishedAt?.toISOString() ?? null };
  return { archivedAt: at.toISOString(), done: phase === 'done', ...counted };
}
