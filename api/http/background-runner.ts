// Does work beside the requests: at once when there is some, and now and then, for what another process has left behind.
import type { Log } from '../../domain/system/clock.ts';
import { runBulkActions, type RunBulkPorts } from '../../domain/job/bulk/run-bulk.ts';
import {
  type SettleContext,
  type SettlePorts,
  hasSettingsDue,
  settleSettings,
} from '../../domain/job/tag-settings/settle-settings.ts';

export interface BackgroundRunner {
  /** There is something to do. */
  kick(): void;
  /** Ends after the piece in progress. */
  close(): Promise<void>;
}

interface Work {
  /** At the start of a sentence. */
  readonly what: string;
  readonly log: Log;
  /** Cheap: mostly nothing is left. */
  readonly isLeft: () => Promise<boolean>;
  readonly go: (ended: () => boolean) => Promise<unknown>;
}

/** How often a process looks for what others have left. */
const LOOK_MS = 5_000;

/** `settle`: does what is left to do for jobs whose tags a bulk action has changed. */
export function createBulkRunner(ports: RunBulkPorts, settle: BackgroundRunner): BackgroundRunner {
  const holder = ports.ids.ulid();
  return createRunner({
    what: 'bulk actions',
    log: ports.log,
    // Without the lock.
    isLeft: async () => (await ports.bulkActions.unfinished(1)).length > 0,
    go: async (ended) => {
      await runBulkActions(ports, { holder, ended });
      settle.kick();
    },
  });
}

/** Brings jobs in line with the settings of their tags. */
export function createSettleRunner(ports: SettlePorts, context: SettleContext): BackgroundRunner {
  return createRunner({
    what: 'jobs and the settings of their tags',
    log: ports.log,
    isLeft: () => hasSettingsDue(ports),
    go: (ended) => settleSettings(ports, { of: null, context, ended }),
  });
}

function createRunner({ what, log, isLeft, go }: Work): BackgroundRunner {
  let ended = false;
  let again = false;
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    do {
      again = false;
      await go(() => ended);
    } while (again && !ended);
  };
  const kick = (): void => {
    if (ended) return;
    again = true;
    working ??= work()
      .catch((error: unknown) => log.warn({ err: error }, `${what} could not go on now; tried again`))
      .finally(() => {
        working = null;
      });
  };
  const look = async (): Promise<void> => {
    if (await isLeft()) kick();
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
