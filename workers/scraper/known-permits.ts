// The permits a scraper knows: from the control exchange, and from the database at its start and after every
// reconnect. Work that waited in the broker may belong to a run that was paused while the scraper was not
// connected.
import type { Log } from '../../domain/system/clock.ts';
import type { ControlBroker } from '../../domain/run/dispatch/broker.ts';
import type { PermitMessage } from '../../domain/run/dispatch/message.ts';
import type { RunStore } from '../../domain/run/run-store.ts';

const CLOSED_STATES = ['paused', 'stopping', 'finalizing'];
/** Most closed runs that are read, as many as a scraper remembers. */
const MAX_RUNS = 2_000;

export interface KnownPermitsPorts {
  readonly control: Pick<ControlBroker, 'onPermit'> & { onReconnect(handler: () => void): void };
  readonly runs: Pick<RunStore, 'list'>;
  readonly log: Log;
}

export function withKnownPermits({ control, runs, log }: KnownPermitsPorts): Pick<ControlBroker, 'onPermit'> {
  const tell = async (handler: (gate: PermitMessage) => void): Promise<void> => {
    for (const run of await runs.list({ states: CLOSED_STATES, limit: MAX_RUNS }))
      handler({ runId: run._id, gateSeq: run.gateSeq, open: false });
  };
  return {
    async onPermit(handler) {
      await control.onPermit(handler);
      control.onReconnect(() => {
        tell(handler).catch((error: unknown) =>
          log.warn({ err: error }, 'The gates could not be read after a reconnect'),
        );
      });
      // The listener is set first, so that a permit that closes between the two steps is not missed.
      await tell(handler);
    },
  };
}
