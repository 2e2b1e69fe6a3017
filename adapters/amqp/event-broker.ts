// Events over the topic exchange, best effort: listeners read missed stored events from the store.
import type { EventBroker } from '../../domain/run/dispatch/broker.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { BrokerGauge } from '../../domain/health/queue/queue.ts';
import { Broadcast } from './broadcast.ts';
import type { BrokerOptions, Closeable } from './broker-options.ts';
import { jsonBody, parseEvent } from './schema.ts';
import { createTopology } from './topology.ts';

const FIRST_WAIT_MS = 1_000;

export interface CountingEventBroker extends EventBroker, BrokerGauge, Closeable {
  /** False while the broker is away: what is published then is not heard. */
  isListening(): boolean;
  /** Events that could not be published. */
  droppedEvents(): number;
  /** Rejects (dependency-unavailable) when the broker can't be used now. */
  ping(): Promise<void>;
}

/** Connects on first use; never waits long for a broker that is down. */
export function createEventBroker(url: string, options: BrokerOptions): CountingEventBroker {
  const { log, namespace, name = 'webloom', tls, firstWaitMs = FIRST_WAIT_MS } = options;
  const topology = createTopology(namespace);
  const exchange = topology.eventExchange;
  const broadcast = new Broadcast({ url, log, tls, topology, exchange, firstWaitMs, name: `${name} events` });
  let dropped = 0;
  return {
    publishEvent: async (event) => {
      try {
        await broadcast.publish({
          routingKey: routingKey(event),
          body: jsonBody(event),
          messageId: event.id,
        });
      } catch (error) {
        if (!isWebloomError(error)) throw error;
        dropped += 1;
      }
    },
    onEvent: (pattern, handler) => broadcast.subscribe({ pattern, parse: parseEvent, handler }),
    isListening: () => broadcast.isListening(),
    droppedEvents: () => dropped,
    ping: () => broadcast.ping(),
    look: () => broadcast.look(),
    close: () => broadcast.close(),
  };
}

/** An event of no job has `-` in the job's place, so that `<type>.*` matches it too. */
function routingKey({ type, jobId = '-' }: EventMessage): string {
  return `${type}.${jobId}`;
}
