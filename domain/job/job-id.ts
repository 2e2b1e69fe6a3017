// The id of a job: `job_<ulid>`.
const PREFIX = 'job_';

export function newJobId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

/** Also of the beginning of one, as people type it. */
export function isJobId(text: string): boolean {
  return text.startsWith(PREFIX);
}
