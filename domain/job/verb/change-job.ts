// Changes the configuration of a job by a merge patch (RFC 7396), guarded by the job's version. A run that is
// going on keeps the configuration it started with.
import { type Members, isMembers } from '../../system/differing-members.ts';
import { WebloomError } from '../../system/errors.ts';
import { type ControlPorts, type VerbPorts, announce } from '../control-ports.ts';
import { type ConfigurePorts, type LayeredJob, type ValidatePorts, validateJob } from './create-job.ts';
import { ownMembers } from '../../config/tag-settings/layered-input.ts';
import { type CheckContext, invalidJob } from '../../config/check-job.ts';
import { onlyMembers, touchedMembers } from '../../config/tag-settings/config-members.ts';
import { withoutFormerTextRules } from '../../config/check-meaning.ts';
import type { Job } from '../job.ts';
import type { JobState } from '../../run/job-state.ts';
import { mergeJobPatch } from '../../config/merge-patch.ts';
import { maskSecrets, sealSecrets } from '../../config/secret-headers.ts';
import { admitJob } from '../limit/admit-job.ts';
import { scheduleJob } from './archive-job.ts';
import { skipLate } from '../execution/skip-times.ts';
import { scheduleText } from '../../config/schedule/schedule.ts';
import { OUTRUN, keepsChanging, untilWritten } from '../../system/until-written.ts';
import { type WordsPatch, refuseStaleWords, setWords } from './change-words.ts';
import { keepChanged, keepReplaced } from './keep-versions.ts';
import { tryEngine, getSituation, pauseJob, putSchedule, resumeJob } from './verbs.ts';

export interface JobPatch {
  readonly jobId: string;
  /** The version the caller has read; null: any. */
  readonly version: number | null;
  /** The key of the tags and the note the caller has read; null or absent: any. */
  readonly wordsKey?: string | null;
  readonly patch: unknown;
  /** Who changes it, kept with the version. */
  readonly by?: string;
}

export async function changeJob(
  ports: ConfigurePorts,
  asked: JobPatch,
  context: Omit<CheckContext, 'jobId'>,
): Promise<Job> {
  const { jobId, version, wordsKey = null, patch } = asked;
  const { job, state } = await getSituation(ports, jobId);
  if (version !== null && version !== job.version) throw staleVersion(job, version);
  refuseStaleWords(job, wordsKey);
  if (isOfWordsAlone(patch)) return setWords(ports, job, patch, wordsKey);
  refuseArchived(state);
  refuseStart(patch);
  const checked = await validateChange(ports, { job, patch }, context);
  return saveChecked(ports, { job, state, checked }, asked);
}

/** Saves what was checked, tells of it, and brings the schedule in line. */
export async function saveChecked(
  ports: ConfigurePorts,
  { job, state, checked }: CheckedChange,
  asked: JobPatch,
): Promise<Job> {
  const { _id: jobId, workspaceId } = job;
  const changed = await saveChange(ports, { job, state, checked }, asked);
  const data = { version: changed.version, name: checked.name };
  await announce(ports, { type: 'job.changed', workspaceId, jobId, data });
  return followSchedule(ports, { before: job, changed, state });
}

function refuseArchived(state: JobState): void {
  if (state !== 'archived') return;
  throw new WebloomError('transition-not-allowed', 'The job is archived: restore it before you change it.', {
    facts: { state, requested: 'change', allowedTransitions: ['restore'] },
  });
}

function refuseStart(patch: unknown): void {
  if (!isMembers(patch) || !('start' in patch)) return;
  throw invalidJob([
    { pointer: '/start', code: 'unknown-member', detail: 'Start it with the verb `start`.' },
  ]);
}

interface CheckedChange {
  readonly job: Job;
  readonly state: JobState;
  readonly checked: LayeredJob;
}

/** Saves the configuration, the tags and the note; the version before and the new one are kept. */
async function saveChange(
  ports: ConfigurePorts,
  { job, state, checked }: CheckedChange,
  { version, wordsKey = null, patch, by = 'api' }: JobPatch,
): Promise<Job> {
  const { _id: jobId, workspaceId } = job;
  const wanted = { workspaceId, jobId, config: checked.config, before: job.config };
  const admitted = await admitJob(ports, wanted, { takesPlace: false });
  const config = sealSecrets(ports.secrets, admitted, job.config.fetch);
  const isAwake = job.nextRunAt !== null || state === 'starting' || state === 'running';
  const next = keepsTimes(job, config) ? {} : { nextRunAt: isAwake ? (checked.nextTimes[0] ?? null) : null };
  await keepReplaced(ports, job);
  if (!keepsTimes(job, config)) await skipTimes(ports, job);
  const { name, own, inherited } = checked;
  const noted = { own, ownVersion: job.version + 1, inherited };
  const set = { name, config, ...noted, settingsRefused: null, ...next };
  const changed = await ports.jobs.configure(jobId, job.version, set);
  if (changed === null) throw staleVersion(job, version ?? job.version);
  await setWords(ports, job, wordsIn(patch, checked), wordsKey);
  await keepChanged(ports, { before: job, after: changed, by });
  return changed;
}

/** A time that is late now is begun all the same where the schedule has the same times as before. */
function keepsTimes(before: Job, { schedule }: Job['config']): boolean {
  const former = before.config.schedule;
  if (before.nextRunAt === null || former === undefined || schedule === undefined) return false;
  return scheduleText(former) === scheduleText(schedule);
}

async function skipTimes({ jobs, clock }: ConfigurePorts, { _id }: Job): Promise<void> {
  await untilWritten(
    async () => {
      const job = await jobs.get(_id);
      const late = job === null ? {} : skipLate(job, 'changed', clock.now());
      if (job === null || Object.keys(late).length === 0) return undefined;
      return (await jobs.control(job, late, null)) === null ? OUTRUN : undefined;
    },
    () => keepsChanging(`Job ${_id}`, { jobId: _id }),
  );
}

/** Brings state and engine in line with a schedule that came, changed or went. */
async function followSchedule(
  ports: VerbPorts,
  { before, changed, state }: { readonly before: Job; readonly changed: Job; readonly state: JobState },
): Promise<Job> {
  const { schedule } = changed.config;
  if (before.config.schedule === undefined && schedule !== undefined && RESTING.includes(state)) {
    return (await scheduleJob(ports, changed._id)).job;
  }
  await tryEngine(ports, changed._id, () => alignSchedule(ports, changed, state));
  return schedule === undefined && state === 'scheduled' ? unschedule(ports, changed._id) : changed;
}

/** They are no part of the configuration, so nothing else of the job is looked at. */
function isOfWordsAlone(patch: unknown): patch is WordsPatch {
  const members = isMembers(patch) ? Object.keys(patch) : [];
  return members.length > 0 && members.every((member) => member === 'tags' || member === 'note');
}

function wordsIn(patch: unknown, { tags, note }: LayeredJob): WordsPatch {
  if (!isMembers(patch)) return {};
  return { ...('tags' in patch ? { tags } : {}), ...('note' in patch ? { note: note ?? null } : {}) };
}

/** The job as the patch would make it, not saved. Secrets are masks, in the input and in the result. */
export function validateChange(
  ports: ValidatePorts,
  { job, patch }: { readonly job: Job; readonly patch: unknown },
  context: Omit<CheckContext, 'jobId'>,
): Promise<LayeredJob> {
  const before = { name: job.name, tags: job.tags ?? [], config: maskSecrets(job.config) };
  const kept = job.config.fetch;
  const { _id: jobId, workspaceId } = job;
  const merged = mergeJobPatch(before, patch);
  const input = isMembers(merged) ? { ...merged, config: ownConfig(job, merged['config'], patch) } : merged;
  return validateJob(ports, input, { ...context, jobId, workspaceId, kept });
}

/**
 * What the job says itself once it is patched. A member of the patch becomes its own, merged with what it has by a tag; null gives a member
 * back to the tags or the default.
 */
function ownConfig(job: Job, merged: unknown, patch: unknown): unknown {
  if (!isMembers(merged)) return merged;
  const patched: Members = isMembers(patch) && isMembers(patch['config']) ? patch['config'] : {};
  const own = ownMembers(job);
  const { set, given } = touchedMembers(patched, own);
  const paths = [
    ...own.filter((path) => !given.includes(path)),
    ...set.filter((path) => !own.includes(path)),
  ];
  return withoutFormerTextRules(job.config, onlyMembers(merged, paths));
}

/** States in which a job keeps its first schedule at once; a stopped job needs the verb `schedule`. */
const RESTING: readonly JobState[] = ['created', 'completed', 'failed'];

/** The table has no move from `scheduled` to `created`; pause, then resume without a schedule leads there. */
async function unschedule(ports: VerbPorts, jobId: string): Promise<Job> {
  await pauseJob(ports, jobId);
  return (await resumeJob(ports, jobId)).job;
}

/** Brings the engine's schedule in line. A stopped job gets its schedule back only by the verb `schedule`. */
async function alignSchedule(ports: Pick<ControlPorts, 'engine'>, job: Job, state: JobState): Promise<void> {
  if (job.config.schedule === undefined) return ports.engine.deleteSchedule(job._id);
  if (['scheduled', 'starting', 'running', 'paused'].includes(state))
    await putSchedule(ports, job, state === 'paused');
}

function staleVersion(job: Job, read: number): WebloomError {
  return new WebloomError(
    'precondition-failed',
    `The job is at version ${job.version}, not ${read}: read it again, then repeat the change.`,
    { facts: { jobId: job._id, version: job.version } },
  );
}
