// The id of a job: `job_<ulid>`.
import type { Hasher } from '../system/clock.ts';

const PREFIX = 'job_';

export function newJobId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

const WHOLE = /^job_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Digits of a ULID. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** So many digits at the beginning of a ULID tell its time. */
const TIME = 10;
/** So many digits at the end of an id that was proposed tell whom to. */
const SIGN = 6;

/**
 * An id for a job that is not made yet. Its last digits depend on the workspace, those before them on the whole ULID: the ULIDs of
 * one millisecond differ at their end alone, which is what the sign takes the place of.
 */
export function proposeJobId(hasher: Hasher, ulid: string, workspaceId: string): string {
  const own = digitsOf(hasher.sha256(ulid), ulid.length - TIME - SIGN);
  return signed(hasher, ulid.slice(0, TIME) + own, workspaceId);
}

function signed(hasher: Hasher, free: string, workspaceId: string): string {
  return newJobId(free + digitsOf(hasher.sha256(`${workspaceId}/${free}`), SIGN));
}

function digitsOf(hash: string, count: number): string {
  const chars = Array.from(hash.slice(0, count));
  return chars.map((char) => DIGITS.charAt(char.charCodeAt(0) % DIGITS.length)).join('');
}

/**
 * Whether the id was proposed to this workspace. An id of another one is refused by its digits alone, so no answer tells
 * whether there is such a job.
 */
export function isProposedJobId(hasher: Hasher, jobId: string, workspaceId: string): boolean {
  return WHOLE.test(jobId) && signed(hasher, jobId.slice(PREFIX.length, -SIGN), workspaceId) === jobId;
}

/** Also true for the first characters of an id, as people type them. */
export function isJobId(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** A text that was put in lower case, in the letters ids have: small ones before the underscore, capitals behind. */
export function inIdCase(text: string): string {
  return text.startsWith(PREFIX) ? PREFIX + text.slice(PREFIX.length).toUpperCase() : text.toUpperCase();
}
