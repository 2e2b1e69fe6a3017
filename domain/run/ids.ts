// Ids of runs and workflows. A run's id follows from its workflow's, so that repeating a start can't make a second run.
import type { Hasher } from '../clock.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Workflow id of a run somebody asked for. */
export function runWorkflowId(jobId: string, ulid: string): string {
  return `run:${jobId}:${ulid}`;
}

/** Base of a scheduled run's workflow id; the engine appends `-<UTC time>`. */
export function scheduleWorkflowId(jobId: string): string {
  return `run:${jobId}`;
}

export function scheduleId(jobId: string): string {
  return `job:${jobId}`;
}

/** The nominal time at the end of a scheduled workflow's id, if it has one. */
export function scheduledTimeOf(workflowId: string): Date | null {
  const match = /-(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(workflowId);
  return match?.[1] === undefined ? null : new Date(match[1]);
}

/**
 * `run_` + a ULID: the one in the workflow's id, or one made of the slot's time and a hash of the workflow's id. A run
 * that follows another (`…:<ULID>:retry`) sorts right behind it. `at` counts only for ids of another making.
 */
export function toRunId(workflowId: string, at: Date, hasher: Hasher): string {
  const [, ulid, follows] = /:([0-9A-HJKMNP-TV-Z]{26})(:[a-z]+)?$/.exec(workflowId) ?? [];
  if (ulid !== undefined && follows === undefined) return `run_${ulid}`;
  const behind = ulid === undefined ? null : new Date(decodeTime(ulid) + 1);
  const time = behind ?? scheduledTimeOf(workflowId) ?? at;
  return `run_${orderedId(time, workflowId, hasher)}`;
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
