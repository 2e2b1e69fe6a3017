// The id of a run: `run_<ulid>`; `toRunId` in `ids.ts` makes it of the workflow's id.
const PREFIX = 'run_';

export function runId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

export function ulidOfRun(id: string): string {
  return id.slice(PREFIX.length);
}

/** Also true for the first characters of an id, as people type them. */
export function isRunId(text: string): boolean {
  return text.startsWith(PREFIX);
}
