// Goes on with a run that mends what is stored: for a while, as long as its gate is open. Another attempt, or another
// process, goes on from what is written in the run.
import { noSuch } from '../../system/no-such.ts';
import { MEND_BEGIN } from '../../run/mend.ts';
import { mendedText } from '../mend/mended-text.ts';
import { mayFetch } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import type { MendPorts } from './mend-ports.ts';
import { mendBatch } from './mend-batch.ts';

export type { MendPorts } from './mend-ports.ts';

export interface MendWork {
  readonly runId: string;
}

export interface MendOutcome {
  /** What was done, in words; absent: there is more to do. */
  readonly done?: string;
  /** The gate of the run is closed. */
  readonly gateClosed?: true;
}

/** A workflow is told of the progress, and history stays short. */
const WHILE_MS = 5 * 60_000;

export async function mendOn(
  ports: MendPorts,
  { runId }: MendWork,
  signal: AbortSignal,
): Promise<MendOutcome> {
  const until = ports.clock.now().getTime() + WHILE_MS;
  let isClosed = false;
  const isOpen = async (): Promise<boolean> => {
    isClosed = signal.aborted || !mayFetch((await findRun(ports, runId)).state);
    return !isClosed;
  };
  for (;;) {
    const run = await findRun(ports, runId);
    if (run.mended?.isDone === true) return doneBy(run);
    if (isClosed || !mayFetch(run.state)) return { gateClosed: true };
    const { isDone, counts } = await mendBatch(ports, run, isOpen);
    if (isDone) return doneBy({ ...run, mended: { cursor: '', isDone, counts } });
    if (ports.clock.now().getTime() > until) return {};
  }
}

function doneBy({ mend, mended = MEND_BEGIN }: Run): MendOutcome {
  return { done: mend === undefined ? '' : mendedText(mend, mended.counts) };
}

async function findRun({ runs }: Pick<MendPorts, 'runs'>, runId: string): Promise<Run> {
  const run = await runs.get(runId);
  if (run !== null) return run;
  throw noSuch('run', { runId });
}
