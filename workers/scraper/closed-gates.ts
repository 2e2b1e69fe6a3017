// Gates as a scraper hears of them: from the control exchange, and from the database at its start and after every
// reconnect. Work that waited in the broker meanwhile may belong to a run that was paused while nobody listened.
import type { Log } from '../../domain/clock.ts';
import type { ControlBroker } from '../../domain/dispatch/broker.ts';
import type { GateMessage } from '../../domain/dispatch/message.ts';
import type { RunStore } from '../../domain/run/run-store.ts';

const CLOSED_STATES = ['paused', 'stopping', 'finalizing'];
/** As many as a scraper remembers. */
const MAX_RUNS = 2_000;

export interface GatePorts {
  readonly control: Pick<ControlBroker, 'onGate'> & { onReconnect(handler: () => void): void };
  readonly runs: Pick<RunStore, 'list'>;
  readonly log: Log;
}

export function withClosedGates({ control, runs, log }: GatePorts): Pick<ControlBroker, 'onGate'> {
  const tell = async (handler: (gate: GateMessage) => void): Promise<void> => {
    for (const run of await runs.list({ states: CLOSED_STATES, limit: MAX_RUNS }))
      handler({ runId: run._id, gateSeq: run.gateSeq, open: false });
  };
  return {
    async onGate(handler) {
      await control.onGate(handler);
      control.onReconnect(() => {
        tell(handler).catch((error: unknown) =>
          log.warn({ err: error }, 'The gates could not be read after a reconnect'),
        );
      });
      // Listening first: a gate that closes between the two is heard of at least once.
      await tell(handler);
    },
  };
}
