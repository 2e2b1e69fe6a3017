// Gates and emergency holds over the fanout exchange: every scraper and dispatcher hears of a pause or stop at once.
import type { ControlBroker } from '../../domain/run/dispatch/broker.ts';
import { permitId } from '../../domain/run/dispatch/message-id.ts';
import { Broadcast } from './broadcast.ts';
import type { BrokerOptions, Closeable } from './broker-options.ts';
import { jsonBody, parseControl } from './schema.ts';
import { createTopology } from './topology.ts';

/** How long a verb of the API waits for a broker that is down. */
const FIRST_WAIT_MS = 1_000;

export interface ReconnectingControlBroker extends ControlBroker, Closeable {
  /** Called after a reconnect: gates in between were missed and have to be read from the database. */
  onReconnect(handler: () => void): void;
}

/** Connects on first use; never waits long for a broker that is down. */
export function createControlBroker(url: string, options: BrokerOptions): ReconnectingControlBroker {
  const { log, namespace, name = 'webloom', tls, firstWaitMs = FIRST_WAIT_MS } = options;
  const topology = createTopology(namespace);
  const exchange = topology.controlExchange;
  const broadcast = new Broadcast({
    url,
    log,
    tls,
    topology,
    exchange,
    firstWaitMs,
    name: `${name} control`,
  });
  return {
    publishPermit: (gate) =>
      broadcast.publish({ routingKey: '', body: jsonBody(gate), messageId: permitId(gate) }),
    onPermit: (handler) =>
      broadcast.subscribe({
        pattern: '',
        parse: parseControl,
        handler: (message) => {
          if ('runId' in message) handler(message);
        },
      }),
    publishHolds: () =>
      broadcast.publish({ routingKey: '', body: jsonBody({ holds: 'changed' }), messageId: 'holds' }),
    onHolds: (handler) =>
      broadcast.subscribe({
        pattern: '',
        parse: parseControl,
        handler: (message) => {
          if ('holds' in message) handler();
        },
      }),
    onReconnect: (handler) => broadcast.onReconnect(handler),
    close: () => broadcast.close(),
  };
}
