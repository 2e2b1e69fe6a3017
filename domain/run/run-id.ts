// The id of a run: `run_<ulid>`. The ULID is its workflow's, or one made of what its workflow's id says (`ids.ts`).
const PREFIX = 'run_';

export function runId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

export function ulidOfRun(id: string): string {
  return id.slice(PREFIX.length);
}

/** Also of the beginning of one, as people type it. */
export function isRunId(text: string): boolean {
  return text.startsWith(PREFIX);
}
