// A removal as the API shows it.
import type { Removal } from '../../../domain/job/verb/removal.ts';
import type { RemovalView } from '../../schemas/storage/removal.ts';

export function toRemovalView(removal: Removal): RemovalView {
  const { _id: jobId, name, requestedAt, finishedAt, rows, files, bytes, lostBy } = removal;
  return {
    jobId,
    name,
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    rows,
    files,
    bytes,
    lostBy: lostBy.map((one) => ({ jobId: one.jobId, name: one.name })),
    links: { self: `/v1/removals/${jobId}` },
  };
}
