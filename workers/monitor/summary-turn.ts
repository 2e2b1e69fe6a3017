// The turn of the monitor that asks a language model for a sentence about changes. It stands apart from the sweep of alerts, which so never
// waits for a model: a change that waits is told at its time, whatever becomes of this turn.
import { writeSummaries } from '../../domain/alert/model-summary/write-summaries.ts';
import { MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';
import type { Foundation } from '../wiring/foundation.ts';
import { openSummaries } from '../wiring/alert-ports.ts';
import type { Task } from './task.ts';
import { type LockPorts, underLock } from './turn-lock.ts';
import type { Turns } from './turns.ts';

interface Given {
  readonly turns: Pick<Turns, 'start'>;
  readonly locks: LockPorts;
  /** There is something to be told sooner than was planned. */
  readonly onSettled: () => void;
}

/** Null: the installation has no model. */
export function startSummaries(foundation: Foundation, { turns, locks, onSettled }: Given): Task | null {
  const ending = new AbortController();
  const ports = openSummaries(foundation, ending.signal);
  if (ports === null) return null;
  const task = turns.start(
    { name: 'model summaries', pace: { everyMs: SECOND_MS, restMs: 5 * SECOND_MS }, leastMs: SECOND_MS / 5 },
    underLock(locks, 'model summaries', MINUTE_MS, async (mayGoOn) => {
      if ((await writeSummaries(ports, mayGoOn)) > 0) onSettled();
    }),
  );
  return {
    get failures() {
      return task.failures;
    },
    wake: (withinMs) => task.wake(withinMs),
    async stop() {
      ending.abort();
      await task.stop();
    },
  };
}
