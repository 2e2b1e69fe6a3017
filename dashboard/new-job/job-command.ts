// A job as a request with curl, for those who go on in a terminal.
import type { JobInput } from '../../domain/job/schema.ts';

/** A text as one word of a shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function curlOf(job: JobInput, origin: string): string {
  const body = shellWord(JSON.stringify(job));
  return `curl -X POST ${shellWord(`${origin}/v1/jobs`)} -H 'content-type: application/json' -d ${body}`;
}
