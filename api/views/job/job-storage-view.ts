// What a job stores, as the API shows it.
import type { JobStorage } from '../../../domain/upkeep/clean-up/storage.ts';
import type { Job, PuttingAway } from '../../../domain/job/job.ts';
import type { JobStorageView } from '../../schemas/job-detail/storage.ts';

const UNMEASURED = {
  versions: 0,
  pinned: 0,
  bytes: 0,
  oldestAt: null,
  newestAt: null,
  measuredAt: null,
} as const;

export function toJobStorageView(
  { _id: jobId, putAway }: Pick<Job, '_id' | 'putAway'>,
  storage: JobStorage | null,
): JobStorageView {
  const { versions, pinned, bytes, oldestAt, newestAt, measuredAt } = { ...UNMEASURED, ...storage };
  return {
    jobId,
    versions,
    pinned,
    bytes,
    oldestAt: oldestAt?.toISOString() ?? null,
    newestAt: newestAt?.toISOString() ?? null,
    measuredAt: measuredAt?.toISOString() ?? null,
    putAway: putAway ? toPutAway(putAway) : null,
    links: { job: `/v1/jobs/${jobId}`, snapshots: `/v1/jobs/${jobId}/snapshots` },
  };
}

function toPutAway(putAway: PuttingAway): NonNullable<JobStorageView['putAway']> {
  const { at, phase, versions, bytesBefore, bytesAfter, finishedAt } = putAway;
  const counted = { versions, bytesBefore, bytesAfter, finishedAt: finishedAt?.toISOString() ?? null };
  return { archivedAt: at.toISOString(), done: phase === 'done', ...counted };
}
