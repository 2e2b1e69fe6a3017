// Starts the turns of the monitor: each at its pace, most of them under the lock of their name.
import type { Log } from '../../domain/system/clock.ts';
import type { QuietTime } from './quiet-time.ts';
import { type Task, startTask } from './task.ts';
import { type LockPorts, type TurnWork, underLock } from './turn-lock.ts';

/** Between two turns, ms. With `restMs`: so long while nothing happens anywhere. */
type Pace = number | { readonly everyMs: number; readonly restMs: number };

interface TurnOptions {
  readonly name: string;
  readonly pace: Pace;
  /** Between the begins of two turns, where somebody wakes it. */
  readonly leastMs?: number;
}

/** Starts a task whose turns are done under the lock of its name. */
export type StartTurn = (name: string, pace: Pace, leaseMs: number, work: TurnWork) => Task;

export interface Turns {
  /** Without a lock: each monitor does the work. */
  readonly start: (options: TurnOptions, work: (isStopping: () => boolean) => Promise<void>) => Task;
  readonly startTurn: StartTurn;
}

export function createTurns(ports: LockPorts & { readonly quiet: QuietTime; readonly log: Log }): Turns {
  const { quiet, log } = ports;
  const start: Turns['start'] = ({ pace, ...options }, work) => {
    if (typeof pace === 'number') return startTask({ ...options, everyMs: pace, log }, work);
    const rest = { restMs: pace.restMs, isQuiet: () => quiet.isQuiet() };
    const task = startTask({ ...options, everyMs: pace.everyMs, rest, log }, work);
    quiet.onEvent((_event, isFirst) => {
      if (isFirst) task.wake();
    });
    return task;
  };
  return {
    start,
    startTurn: (name, pace, leaseMs, work) => start({ name, pace }, underLock(ports, name, leaseMs, work)),
  };
}
