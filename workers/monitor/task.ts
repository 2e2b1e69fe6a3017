// A task that repeats: never twice at once; a failure is logged and the next turn comes all the same. Whoever knows that
// there is work wakes it: its next turn begins at once, and however many wake it, a least time lies between two turns.
// Where nothing happens a task may rest: its turns are then further apart, until somebody wakes it.
import type { Log } from '../../domain/system/clock.ts';

export interface Task {
  readonly failures: number;
  /** The next turn comes as soon as it may; with a time, in so many ms at the latest. */
  wake(withinMs?: number): void;
  /** Resolves when the turn in progress, if any, has ended. */
  stop(): Promise<void>;
}

/** Of a task that may rest. */
interface Rest {
  /** Between two turns while it is quiet. */
  readonly restMs: number;
  readonly isQuiet: () => boolean;
}

export interface TaskOptions {
  readonly name: string;
  readonly everyMs: number;
  /** Between the begins of two turns, where somebody wakes it. */
  readonly leastMs?: number;
  /** Absent: it never rests. */
  readonly rest?: Rest;
  readonly log: Log;
}

export function startTask(
  { name, everyMs, leastMs = everyMs, rest, log }: TaskOptions,
  work: (isStopping: () => boolean) => Promise<void>,
): Task {
  let failures = 0;
  let stopped = false;
  let begun = 0;
  let regularAt = 0;
  let wantedAt = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const plan = (): void => {
    clearTimeout(timer);
    const at = Math.min(regularAt, Math.max(begun + leastMs, wantedAt));
    if (!stopped) timer = setTimeout(() => (turn = once()), Math.max(0, at - performance.now()));
  };
  const once = async (): Promise<void> => {
    timer = undefined;
    wantedAt = Infinity;
    begun = performance.now();
    try {
      await work(() => stopped);
    } catch (error) {
      failures += 1;
      log.error({ task: name, err: error }, 'a turn of the monitor failed; the next one comes');
    }
    regularAt = performance.now() + (rest?.isQuiet() === true ? rest.restMs : everyMs);
    plan();
  };
  turn = once();
  return {
    get failures() {
      return failures;
    },
    wake(withinMs = 0) {
      const at = performance.now() + withinMs;
      if (at >= wantedAt) return;
      // Within a turn it is remembered: what it was woken for may have come too late for this one.
      wantedAt = at;
      if (timer !== undefined) plan();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
