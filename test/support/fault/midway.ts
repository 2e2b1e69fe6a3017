// How far a run is, read after a fault: a fault that comes when all is done proves nothing.
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import type { Books } from '../recount.ts';

export interface Midway {
  readonly state: string;
  readonly discovered: number;
  /** URLs that are in no ledger class yet; 0 for a run that has ended. */
  readonly left: number;
}

export async function readMidway({ mongo }: Pick<Books, 'mongo'>, runId: string): Promise<Midway> {
  const run = await mongo.runs.get(runId);
  if (run === null) throw new Error(`there is no run ${runId}`);
  const discovered = await mongo.frontier.count(runId);
  const committed = await mongo.chunks.listInState(runId, ['committed']);
  const done = committed.reduce((sum, { counts }) => sum + (counts === undefined ? 0 : ended(counts)), 0);
  return { state: run.state, discovered, left: isTerminal(run.state) ? 0 : discovered - done };
}

function ended(counts: Record<'stored' | 'unchanged' | 'failed' | 'skipped', number>): number {
  return counts.stored + counts.unchanged + counts.failed + counts.skipped;
}
