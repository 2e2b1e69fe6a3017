// Puts a new state of a job into whatever the cache holds of it: the job, its run, rows of lists, pages of lists.
// A run that has ended keeps its state.
import { isMembers } from '../../domain/system/differing-members.ts';
import type { JobState } from '../../domain/run/job-state.ts';

const ENDED: readonly unknown[] = ['completed', 'failed', 'stopped'];

/** The same value where nothing in it is about the job. */
export function withState(value: unknown, jobId: string, state: JobState): unknown {
  if (Array.isArray(value)) return changed(value, (part) => withState(part, jobId, state));
  if (!isMembers(value)) return value;
  for (const list of ['items', 'pages'] as const) {
    const part = value[list];
    if (!Array.isArray(part)) continue;
    const next = withState(part, jobId, state);
    return next === part ? value : { ...value, [list]: next };
  }
  if (value['jobId'] !== jobId || !('state' in value)) return value;
  const isEndedRun = 'runId' in value && ENDED.includes(value['state']);
  return isEndedRun ? value : { ...value, state };
}

function changed(parts: readonly unknown[], change: (part: unknown) => unknown): readonly unknown[] {
  const next = parts.map(change);
  return next.every((part, index) => part === parts[index]) ? parts : next;
}
