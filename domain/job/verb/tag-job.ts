// Changes the tags of a job. They are no part of the configuration, and an archived job has tags too. Where tags have settings, the
// job is marked: whoever settles it brings its configuration in line.
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { invalidJob } from '../../config/check-job.ts';
import type { Job } from '../job.ts';
import { MAX_TAGS, type TagChange, normalTags, tagFaults, withTags } from '../../config/tags.ts';
import { tagsKeyOf } from '../job-etag.ts';
import { type AnnouncePorts, type ControlPorts, announce } from '../control-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

type TagPorts = AnnouncePorts & Pick<ControlPorts, 'jobs'>;

export interface TagResult {
  readonly job: Job;
  /** The job had these tags already. */
  readonly same: boolean;
}

/** The whole list of tags, as a user gives it; null: none. `tagsKey`: of the tags it replaces; null: any. */
export async function setTags(
  ports: TagPorts,
  jobId: string,
  given: unknown,
  tagsKey: string | null,
): Promise<TagResult> {
  const tags = readTags(given);
  return retag(ports, jobId, (before) => {
    if (tagsKey !== null && tagsKey !== tagsKeyOf(before)) throw staleTags(jobId);
    return tags;
  });
}

export function staleTags(jobId: string): WebloomError {
  return new WebloomError(
    'precondition-failed',
    'Somebody changed the tags meanwhile: read the job again, then repeat the change.',
    { facts: { jobId } },
  );
}

export async function tagJob(ports: TagPorts, jobId: string, change: TagChange): Promise<TagResult> {
  return retag(ports, jobId, (tags) => withTags(tags, change));
}

function readTags(given: unknown): string[] {
  if (given === null) return [];
  if (!Array.isArray(given) || !given.every((tag) => typeof tag === 'string'))
    throw invalidJob([{ pointer: '/tags', code: 'invalid-type', detail: 'Give a list of texts, or null.' }]);
  const faults = tagFaults(given);
  if (faults.length > 0) throw invalidJob(faults);
  return normalTags(given);
}

async function retag(
  ports: TagPorts,
  jobId: string,
  next: (tags: readonly string[]) => string[],
): Promise<TagResult> {
  const attempt = async (): Promise<TagResult | Outrun> => {
    const job = await ports.jobs.get(jobId);
    if (job === null) throw noSuch('job', { jobId });
    const before = job.tags ?? [];
    const tags = next(before);
    if (tags.join() === before.join()) return { job, same: true };
    if (tags.length > MAX_TAGS) throw tooMany(jobId, tags.length);
    const due = ports.ids.ulid();
    if (!(await ports.jobs.retag(jobId, before, tags, due))) return OUTRUN;
    const { workspaceId, name, version } = job;
    await announce(ports, { type: 'job.changed', workspaceId, jobId, data: { version, name, tags } });
    return { job: { ...job, tags, settingsDue: due }, same: false };
  };
  return untilWritten(attempt, () => keepsChanging(`Job ${jobId}`, { jobId }));
}

function tooMany(jobId: string, count: number): WebloomError {
  return new WebloomError(
    'validation',
    `The job would have ${count} tags; ${MAX_TAGS} is the most. Take one off first.`,
    { facts: { jobId } },
  );
}
