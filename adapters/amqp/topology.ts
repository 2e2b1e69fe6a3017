// Names and arguments of everything Webloom has on the broker, valid on RabbitMQ 3.10 and 4.x. Arguments of
// an existing queue can't be changed. A change here needs a higher version in the prefix, and the old queue
// is drained.
import type { Channel, Options } from 'amqplib';
import { DAY_MS } from '../../domain/system/duration.ts';

/** Deliveries after the first before the broker gives a message up. */
export const DELIVERY_LIMIT = 20;
const DEAD_TTL_MS = 14 * DAY_MS;
const DEAD_MAX_LENGTH = 100_000;
const TOPOLOGY_VERSION = 1;

export interface Topology {
  /** Quorum queue of URLs that may be fetched now. */
  readonly workQueue: string;
  /** Quorum queue of URLs that a browser is to open now. */
  readonly renderQueue: string;
  /** Fanout exchange to the queue of dead letters. */
  readonly deadExchange: string;
  readonly deadQueue: string;
  /** Topic exchange; routing key `<type>.<jobId>`. */
  readonly eventExchange: string;
  /** Fanout exchange of gates. */
  readonly controlExchange: string;
}

/**
 * Direct exchange of answers, which every broker has. Dispatchers bind their queues to it under names of
 * their own, which outlive the queues.
 */
export const ANSWER_EXCHANGE = 'amq.direct';

/** Names under `<namespace>1`, e.g. `webloom1.url.to_scrape`. */
export function createTopology(namespace = 'webloom'): Topology {
  const prefix = `${namespace}${TOPOLOGY_VERSION}`;
  return {
    workQueue: `${prefix}.url.to_scrape`,
    renderQueue: `${prefix}.url.to_render`,
    deadExchange: `${prefix}.dlx`,
    deadQueue: `${prefix}.dead`,
    eventExchange: `${prefix}.events`,
    controlExchange: `${prefix}.control`,
  };
}

/** The broker silently accepts a misspelt `x-` argument, so only these two functions spell them. */
export function workQueueOptions(topology: Topology): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': DELIVERY_LIMIT,
      'x-dead-letter-exchange': topology.deadExchange,
      // At-least-once needs reject-publish; without it the broker silently uses at-most-once.
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  };
}

export function deadQueueOptions(): Options.AssertQueue {
  return {
    durable: true,
    // Never reject-publish here: the work queue would keep its dead letters in memory and retry for ever.
    arguments: {
      'x-queue-type': 'quorum',
      'x-message-ttl': DEAD_TTL_MS,
      'x-max-length': DEAD_MAX_LENGTH,
    },
  };
}

/** May be repeated. The queue of dead letters comes first, so that no message is dropped before it exists. */
export async function assertTopology(channel: Channel, topology: Topology): Promise<void> {
  await channel.assertExchange(topology.deadExchange, 'fanout', { durable: true });
  await channel.assertQueue(topology.deadQueue, deadQueueOptions());
  await channel.bindQueue(topology.deadQueue, topology.deadExchange, '');
  for (const queue of [topology.workQueue, topology.renderQueue])
    await channel.assertQueue(queue, workQueueOptions(topology));
  await channel.assertExchange(topology.eventExchange, 'topic', { durable: true });
  await channel.assertExchange(topology.controlExchange, 'fanout', { durable: true });
}
