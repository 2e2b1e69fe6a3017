// The id of a job: `job_<ulid>`.
const PREFIX = 'job_';

export function newJobId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

const WHOLE = /^job_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether somebody who chooses the id of a new job may take this one. */
export function isWholeJobId(text: string): boolean {
  return WHOLE.test(text);
}

/** Also true for the first characters of an id, as people type them. */
export function isJobId(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** A text that was put in lower case, in the letters ids have: small ones before the underscore, capitals behind. */
export function inIdCase(text: string): string {
  return text.startsWith(PREFIX) ? PREFIX + text.slice(PREFIX.length).toUpperCase() : text.toUpperCase();
}
