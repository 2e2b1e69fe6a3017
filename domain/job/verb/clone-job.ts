// Creates a job like another one, with its secrets. The copy has no schedule unless that is asked for: it is made to be
// changed, and two jobs on one schedule would ask the same host twice.
import { given } from '../../system/given.ts';
import { noSuch } from '../../system/no-such.ts';
import type { CheckContext } from '../../config/check-job.ts';
import type { Job } from '../job.ts';
import { maskSecrets } from '../../config/secret-headers.ts';
import { onlyMembers } from '../../config/tag-settings/config-members.ts';
import { ownMembers } from '../../config/tag-settings/layered-input.ts';
import { type ConfigurePorts, createJob, validateJob } from './create-job.ts';

export interface JobCopy {
  readonly sourceId: string;
  readonly jobId: string;
  /** Absent: the name of the source with "(copy)". */
  readonly name?: string | undefined;
  readonly keepsSchedule: boolean;
}

const MAX_NAME_LENGTH = 200;

export async function cloneJob(
  ports: ConfigurePorts,
  { sourceId, jobId, name, keepsSchedule }: JobCopy,
  context: Omit<CheckContext, 'jobId'>,
): Promise<Job> {
  const source = await ports.jobs.get(sourceId);
  if (source === null) throw noSuch('job', { jobId: sourceId });
  const own = [...ownMembers(source), ...(source.inherited ?? []).map(({ member }) => member)];
  // The copy has no tags, so what the source has by its tags is the copy's own.
  const { schedule, ...config } = onlyMembers({ ...maskSecrets(source.config) }, own);
  const copied = keepsSchedule && schedule !== undefined ? { ...config, schedule } : config;
  const kept = source.config.fetch;
  const { workspaceId, note } = source;
  const raw = { name: name ?? copyName(source.name), config: copied, ...given({ note }) };
  const checked = await validateJob(ports, raw, { ...context, jobId, kept, workspaceId });
  return createJob(ports, { jobId, workspaceId, checked, kept });
}

function copyName(name: string): string {
  const mark = ' (copy)';
  return `${name.slice(0, MAX_NAME_LENGTH - mark.length)}${mark}`;
}
