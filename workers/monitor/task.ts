// A task that repeats: never twice at once; a failure is logged and the next turn comes all the same.
import type { Log } from '../../domain/clock.ts';

export interface Task {
  readonly failures: number;
  /** Resolves when the turn in progress, if any, has ended. */
  stop(): Promise<void>;
}

export function startTask(
  options: { name: string; everyMs: number; log: Log },
  work: (isStopping: () => boolean) => Promise<void>,
): Task {
  let failures = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (!stopped) timer = setTimeout(() => (turn = once()), options.everyMs);
  };
  const once = async (): Promise<void> => {
    try {
      await work(() => stopped);
    } catch (error) {
      failures += 1;
      options.log.error(
        { task: options.name, err: error },
        'a turn of the monitor failed; the next one comes',
      );
    }
    next();
  };
  turn = once();
  return {
    get failures() {
      return failures;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
