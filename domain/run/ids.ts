// Ids of runs and workflows. A run's id follows from its workflow's, so a repeat makes no second run.
import type { Hasher } from '../system/clock.ts';
import { runId } from './run-id.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * How a run follows another: its retry, the start that waited for its end, a dependent job's run. `missed` follows
 * none: it makes up for a time that was missed, which the ULID holds.
 */
export type Follows = 'retry' | 'buffered' | 'after' | 'missed';

/**
 * The job of a run. Workflow ids hold both: people read the name, the id tells jobs of the same name apart.
 */
export interface RunOwner {
  readonly jobId: string;
  readonly jobName: string;
}

/** The parts of a workflow id. `slug` is null in ids made before they contained the job's name. */
export interface RunWorkflowId {
  readonly jobId: string;
  readonly slug: string | null;
  /** ULID of the run itself; if `follows` is set, of the run it follows. */
  readonly ulid: string | null;
  readonly follows: string | null;
  /** The nominal time of a scheduled run. */
  readonly scheduledAt: Date | null;
}

const MAX_SLUG = 40;

/** A name as a part of ids: lower-case ASCII letters, digits and single hyphens. `job` where nothing of it is left. */
export function slugOf(name: string): string {
  const ascii = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = ascii.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return words.slice(0, MAX_SLUG).replace(/-$/, '') || 'job';
}

/** Base of a scheduled run's workflow id; the engine appends `-<UTC time>`. */
export function scheduleWorkflowId({ jobId, jobName }: RunOwner): string {
  return `run:${slugOf(jobName)}:${jobId}`;
}

/** Workflow id of a run somebody asked for, or of one that follows the run with this ULID. */
export function runWorkflowId(owner: RunOwner, ulid: string, follows?: Follows): string {
  return `${scheduleWorkflowId(owner)}:${ulid}${follows === undefined ? '' : `:${follows}`}`;
}

/** The workflow id the engine gives to the scheduled run of this time. */
export function slotWorkflowId(owner: RunOwner, time: Date): string {
  return `${scheduleWorkflowId(owner)}-${time.toISOString().slice(0, 19)}Z`;
}

/**
 * Workflow id of a run that makes up for a missed time. `stateSeq` is the job's: a start that was refused is tried again
 * after the job has changed, and one that still waits for a process is not started beside itself.
 */
export function missedWorkflowId(
  owner: RunOwner,
  missed: { time: Date; stateSeq: number },
  hasher: Hasher,
): string {
  const ulid = orderedId(missed.time, `${owner.jobId} ${missed.stateSeq}`, hasher);
  return runWorkflowId(owner, ulid, 'missed');
}

const WORKFLOW_ID =
  /^run:(?:(?<slug>[a-z0-9-]+):)?(?<jobId>[^:]+?)(?::(?<ulid>[0-9A-HJKMNP-TV-Z]{26})(?::(?<follows>[a-z]+))?|-(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))$/;

/** Null when the id was not made by Webloom. */
export function parseWorkflowId(workflowId: string): RunWorkflowId | null {
  const { slug, jobId, ulid, follows, time } = WORKFLOW_ID.exec(workflowId)?.groups ?? {};
  if (jobId === undefined) return null;
  const made = follows === 'missed' && ulid !== undefined ? new Date(decodeTime(ulid)) : null;
  return {
    jobId,
    slug: slug ?? null,
    ulid: ulid ?? null,
    follows: follows ?? null,
    scheduledAt: time === undefined ? made : new Date(time),
  };
}

export function scheduleId(jobId: string): string {
  return `job:${jobId}`;
}

/** The job a schedule of the engine belongs to; null when Webloom did not make the schedule. */
export function jobOfSchedule(id: string): string | null {
  return id.startsWith('job:') ? id.slice('job:'.length) : null;
}

/** The nominal time at the end of a scheduled workflow's id, if it has one. */
export function scheduledTimeOf(workflowId: string): Date | null {
  return parseWorkflowId(workflowId)?.scheduledAt ?? null;
}

/**
 * `run_` + a ULID: the ULID in the workflow's id, or else one made of the slot's time and a hash of the
 * workflow's id. The hash leaves out the job's name, because a job may be renamed. A run that follows another
 * sorts right behind it. `at` is used only for workflow ids that hold neither a ULID nor a time.
 */
export function toRunId(workflowId: string, at: Date, hasher: Hasher): string {
  const parsed = parseWorkflowId(workflowId);
  if (parsed === null) return runId(orderedId(at, workflowId, hasher));
  const { ulid, follows, scheduledAt, slug } = parsed;
  if (ulid !== null && follows === null) return runId(ulid);
  const behind = ulid === null ? null : new Date(decodeTime(ulid) + 1);
  const nameless = slug === null ? workflowId : workflowId.replace(`run:${slug}:`, 'run:');
  return runId(orderedId(behind ?? scheduledAt ?? at, nameless, hasher));
}

/** A deterministic id that sorts by time like a ULID: the same moment and seed give the same id. */
export function orderedId(at: Date, seed: string, hasher: Hasher): string {
  return `${encodeTime(at.getTime())}${encodeHash(hasher.sha256(seed))}`;
}

function encodeTime(ms: number): string {
  let rest = ms;
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function decodeTime(ulid: string): number {
  let ms = 0;
  for (const digit of ulid.slice(0, 10)) ms = ms * 32 + CROCKFORD.indexOf(digit);
  return ms;
}

/** 16 characters of a base64url digest, folded into the ULID's alphabet (80 of its bits). */
function encodeHash(digest: string): string {
  let text = '';
  for (let i = 0; i < 16; i++) text += CROCKFORD.charAt(digest.charCodeAt(i * 2) % 32);
  return text;
}
