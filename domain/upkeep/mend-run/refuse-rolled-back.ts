// A run is rolled back once: a second roll-back would find nothing. Whoever asks again is told which run did it.
import { WebloomError } from '../../system/errors.ts';
import type { RollbackStore } from '../../page/rollback-store.ts';
import type { RunStore } from '../../run/run-store.ts';
import type { Run } from '../../run/run.ts';
import { given } from '../../system/given.ts';

export interface RolledBackPorts {
  readonly runs: Pick<RunStore, 'list'>;
  readonly rollbacks: Pick<RollbackStore, 'list'>;
}

const RUNS = 100;
const PAGES = 500;

/** Throws where a roll-back of the run is in force; one that was undone, or ended before it was done, is none. */
export async function refuseRolledBack(ports: RolledBackPorts, { _id: runId, jobId }: Run): Promise<void> {
  for (let before: string | undefined; ; ) {
    const some: Run[] = await ports.runs.list({
      jobId,
      states: ['completed'],
      limit: RUNS,
      ...given({ before }),
    });
    for (const later of some) {
      if (later._id <= runId) return;
      if (!rolledBack(later, runId)) continue;
      if (await isUndone(ports, later._id)) return;
      throw new WebloomError(
        'transition-not-allowed',
        `${runId} is rolled back already, by ${later._id}. To take that back: webloom undo-rollback ${later._id}.`,
        { facts: { runId, rolledBackBy: later._id } },
      );
    }
    before = some.at(-1)?._id;
    if (some.length < RUNS || before === undefined) return;
  }
}

function rolledBack({ mend }: Run, runId: string): boolean {
  return mend?.kind === 'rollback' && mend.target.kind === 'run' && mend.target.runId === runId;
}

async function isUndone({ rollbacks }: RolledBackPorts, rollbackId: string): Promise<boolean> {
  let isAnyUndone = false;
  for (let after: string | null = null; ; ) {
    const batch = await rollbacks.list(rollbackId, { after, limit: PAGES });
    if (batch.some(({ isChanged, undoneBy }) => isChanged && undoneBy === undefined)) return false;
    isAnyUndone ||= batch.some(({ undoneBy }) => undoneBy !== undefined);
    after = batch.at(-1)?._id ?? null;
    if (batch.length < PAGES) return isAnyUndone;
  }
}
