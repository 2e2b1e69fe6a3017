// Caches runs by id: every stage of every chunk needs the run's configuration, which never changes.
import { noSuch } from '../../system/no-such.ts';
import type { Run } from '../run.ts';
import type { RunStore } from '../run-store.ts';

const MAX_REMEMBERED = 200;

/** Only fields that never change may be read from the result: config, seq, jobId, trigger, onlyUrls. */
export type FindRun = (runId: string) => Promise<Run>;

export function createRunCache(runs: Pick<RunStore, 'get'>): FindRun {
  const known = new Map<string, Run>();
  return async (runId) => {
    const remembered = known.get(runId);
    if (remembered !== undefined) return remembered;
    const run = await runs.get(runId);
    if (run === null) throw noSuch('run', { runId });
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(runId, run);
    return run;
  };
}
