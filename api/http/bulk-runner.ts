// Does bulk actions beside the requests: at once when one is asked for, and now and then, for what another process has
// left behind.
import { type RunBulkPorts, runBulkActions } from '../../domain/job/bulk/run-bulk.ts';

export interface BulkRunner {
  /** There is something to do. */
  kick(): void;
  /** Ends after the batch in progress. */
  close(): Promise<void>;
}

/** How often a process looks for what others have left. */
const LOOK_MS = 5_000;

export function createBulkRunner(ports: RunBulkPorts): BulkRunner {
  let ended = false;
  let again = false;
  let working: Promise<void> | null = null;
  const worker = { holder: ports.ids.ulid(), ended: () => ended };
  const work = async (): Promise<void> => {
    do {
      again = false;
      await runBulkActions(ports, worker);
    } while (again && !ended);
  };
  const kick = (): void => {
    if (ended) return;
    again = true;
    working ??= work()
      .catch((error: unknown) =>
        ports.log.warn({ err: error }, 'bulk actions could not go on now; tried again'),
      )
      .finally(() => {
        working = null;
      });
  };
  // Without the lock: mostly nothing is left.
  const look = async (): Promise<void> => {
    if ((await ports.bulkActions.unfinished(1)).length > 0) kick();
  };
  const timer = setInterval(() => {
    // A store that is away is told of elsewhere, and asked again.
    look().catch(() => undefined);
  }, LOOK_MS);
  timer.unref();
  return {
    kick,
    async close() {
      ended = true;
      clearInterval(timer);
      await working;
    },
  };
}
