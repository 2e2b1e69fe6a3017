// The configurations of a job, newest first. The present one is in the job's document and may not be kept beside it yet.
import { presentVersion } from '../../../domain/job/verb/keep-versions.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { JobVersion } from '../../../domain/config/version/job-version.ts';
import { maskSecrets } from '../../../domain/config/secret-headers.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiPorts } from '../../ports.ts';
import type { VersionView } from '../../schemas/job-detail/job-version.ts';

type Ports = Pick<ApiPorts, 'jobVersions' | 'hasher'>;

export async function listVersions(
  ports: Ports,
  job: Job,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: VersionView[]; nextCursor: string | null }> {
  const place = { place: `versions ${job._id}`, hasher: ports.hasher };
  const before = decodeCursor(place, cursor)?.[0];
  const bound = before === undefined ? {} : { before: Number(before) };
  const kept = await ports.jobVersions.list(job._id, { ...bound, limit: limit + 1 });
  const isCurrentKept = before !== undefined || kept[0]?.version === job.version;
  const found = isCurrentKept ? kept : [presentVersion(job), ...kept];
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    items: shown.map((version) => toVersionView(version, job)),
    nextCursor: isMore ? encodeCursor(place, [last.version]) : null,
  };
}

export async function findVersion(ports: Ports, job: Job, version: number): Promise<VersionView> {
  const kept = await ports.jobVersions.get(job._id, version);
  const found = kept ?? (version === job.version ? presentVersion(job) : null);
  if (found !== null) return toVersionView(found, job);
  throw new WebloomError('not-found', `Version ${version} of the job ${job.name} is not kept.`, {
    facts: { jobId: job._id, version },
  });
}

function toVersionView({ jobId, version, at, by, name, changed, config }: JobVersion, job: Job): VersionView {
  return {
    jobId,
    version,
    at: at.toISOString(),
    by,
    current: version === job.version,
    name,
    changed: [...changed],
    config: maskSecrets(config),
    links: { self: `/v1/jobs/${jobId}/versions/${version}`, job: `/v1/jobs/${jobId}` },
  };
}
