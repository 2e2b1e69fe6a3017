// Changes the user's own words for a job: its tags and its note. They are no part of the configuration, so they make no version, and an
// archived job has them too. Where tags have settings, the job is marked: whoever settles it brings its configuration in line.
import { WebloomError } from '../../system/errors.ts';
import { faultsOf } from '../../system/fault.ts';
import { given } from '../../system/given.ts';
import { issueInWords } from '../../system/issue-words.ts';
import { noSuch } from '../../system/no-such.ts';
import { invalidJob } from '../../config/check-job.ts';
import { givenNote } from '../../config/name/schema.ts';
import { normalNote } from '../../config/note.ts';
import type { Job } from '../job.ts';
import { MAX_TAGS, type TagChange, normalTags, tagFaults, withTags } from '../../config/tags.ts';
import { wordsKeyOf } from '../job-etag.ts';
import { type AnnouncePorts, type ControlPorts, announce } from '../control-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

type WordPorts = AnnouncePorts & Pick<ControlPorts, 'jobs'>;

export interface TagResult {
  readonly job: Job;
  /** The job had these tags already. */
  readonly same: boolean;
}

/** The whole list of tags, as a user gives it; null: none. `wordsKey`: of the tags and the note that were read; null: any. */
async function setTags(
  ports: WordPorts,
  jobId: string,
  said: unknown,
  wordsKey: string | null,
): Promise<TagResult> {
  const tags = readTags(said);
  return retag(ports, jobId, (job) => {
    refuseStaleWords(job, wordsKey);
    return tags;
  });
}

/** Tags and note are guarded together. */
export function refuseStaleWords(job: Job, wordsKey: string | null): void {
  if (wordsKey === null || wordsKey === wordsKeyOf(job)) return;
  throw new WebloomError(
    'precondition-failed',
    'Somebody changed the tags or the note meanwhile: read the job again, then repeat the change.',
    { facts: { jobId: job._id } },
  );
}

export async function tagJob(ports: WordPorts, jobId: string, change: TagChange): Promise<TagResult> {
  return retag(ports, jobId, ({ tags = [] }) => withTags(tags, change));
}

/** As a user gives it; undefined: there is none. Throws `validation`. */
function readNote(said: unknown): string | undefined {
  const parsed = givenNote.safeParse(said, { error: issueInWords });
  if (parsed.success) return normalNote(parsed.data);
  throw invalidJob(faultsOf(parsed.error.issues, ['note']));
}

/** What is absent stays. */
export interface WordsPatch {
  readonly tags?: unknown;
  readonly note?: unknown;
}

/** `wordsKey`: of the tags and the note that were read; null: any. */
export async function setWords(
  ports: WordPorts,
  job: Job,
  patch: WordsPatch,
  wordsKey: string | null,
): Promise<Job> {
  const note = readNote(patch.note);
  const hasTags = 'tags' in patch;
  const tagged = hasTags ? (await setTags(ports, job._id, patch.tags, wordsKey)).job : job;
  // Once the tags are written, the key that was read fits no more.
  return 'note' in patch ? setNote(ports, tagged, note, hasTags ? null : wordsKey) : tagged;
}

async function setNote(
  ports: WordPorts,
  { _id: jobId }: Job,
  note: string | undefined,
  wordsKey: string | null,
): Promise<Job> {
  const attempt = async (): Promise<Job | Outrun> => {
    const job = await ports.jobs.get(jobId);
    if (job === null) throw noSuch('job', { jobId });
    refuseStaleWords(job, wordsKey);
    if (job.note === note) return job;
    if (!(await ports.jobs.annotate(jobId, job.note ?? null, note ?? null))) return OUTRUN;
    const { workspaceId, name, version } = job;
    await announce(ports, { type: 'job.changed', workspaceId, jobId, data: { version, name } });
    const { note: _before, ...rest } = job;
    return { ...rest, ...given({ note }) };
  };
  return untilWritten(attempt, () => keepsChanging(`Job ${jobId}`, { jobId }));
}

function readTags(said: unknown): string[] {
  if (said === null) return [];
  if (!Array.isArray(said) || !said.every((tag) => typeof tag === 'string'))
    throw invalidJob([{ pointer: '/tags', code: 'invalid-type', detail: 'Give a list of texts, or null.' }]);
  const faults = tagFaults(said);
  if (faults.length > 0) throw invalidJob(faults);
  return normalTags(said);
}

async function retag(ports: WordPorts, jobId: string, next: (job: Job) => string[]): Promise<TagResult> {
  const attempt = async (): Promise<TagResult | Outrun> => {
    const job = await ports.jobs.get(jobId);
    if (job === null) throw noSuch('job', { jobId });
    const before = job.tags ?? [];
    const tags = next(job);
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
