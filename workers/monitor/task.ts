// A task that repeats: never twice at once; a failure is logged and the next turn comes all the same. Whoever knows that
// there is work wakes it: its next turn begins at once, and however many wake it, a least time lies between two turns.
import type { Log } from '../../domain/clock.ts';

export interface Task {
  readonly failures: number;
  /** The next turn comes as soon as it may. */
  wake(): void;
  /** Resolves when the turn in progress, if any, has ended. */
  stop(): Promise<void>;
}

export interface TaskOptions {
  readonly name: string;
  readonly everyMs: number;
  /** Between the begins of two turns, where somebody wakes it. */
  readonly leastMs?: number;
  readonly log: Log;
}

export function startTask(
  { name, everyMs, leastMs = everyMs, log }: TaskOptions,
  work: (isStopping: () => boolean) => Promise<void>,
): Task {
  let failures = 0;
  let stopped = false;
  let woken = false;
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const plan = (waitMs: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => (turn = once()), waitMs);
  };
  const soonMs = (): number => Math.max(0, begun + leastMs - performance.now());
  const once = async (): Promise<void> => {
    timer = undefined;
    woken = false;
    begun = performance.now();
    try {
      await work(() => stopped);
    } catch (error) {
      failures += 1;
      log.error({ task: name, err: error }, 'a turn of the monitor failed; the next one comes');
    }
    plan(woken ? soonMs() : everyMs);
  };
  turn = once();
  return {
    get failures() {
      return failures;
    },
    wake() {
      // Within a turn it is remembered: what it was woken for may have come too late for this one.
      if (!woken && timer !== undefined) plan(soonMs());
      woken = true;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
