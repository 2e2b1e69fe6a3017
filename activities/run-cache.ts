// Caches runs by id: every stage of every chunk needs the run's configuration, which never changes.
import { WebloomError } from '../domain/system/errors.ts';
import { noSuch } from '../domain/system/no-such.ts';
import type { Run } from '../domain/run/run.ts';
import type { RunStore } from '../domain/run/run-store.ts';

const MAX_REMEMBERED = 200;

export type FindRun = (runId: string) => Promise<Run>;

/** Only fields that never change may be read from the result: config, seq, jobId, trigger, onlyUrls. */
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

/** Key of the stage's input file; throws `data-corrupt` if the workflow has not handed it on. */
export function needFile(files: Readonly<Partial<Record<string, string>>>, stage: string): string {
  const key = files[stage];
  if (key === undefined)
    throw new WebloomError('data-corrupt', `No ${stage} file was handed on.`, { facts: { stage } });
  return key;
}
