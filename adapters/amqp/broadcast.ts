// Publish and subscribe over an exchange, connected on first use and in the background: a process that only
// announces or listens has to work, or fail quickly, while the broker is down. Each subscription has a
// short-lived queue of its own.
import type { Channel, Replies } from 'amqplib';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BrokerLook, DeclaredQueue } from '../../domain/health/queue/queue.ts';
import { BrokerLink, type LinkOptions } from './broker-link.ts';
import { createDeliver } from './consumer.ts';
import { inTime } from './in-time.ts';
import { type Outgoing, Publisher } from './publisher.ts';
import { type Topology, assertTopology } from './topology.ts';

/** Many times what a healthy broker needs; a frozen one would keep its connection for half a minute. */
const ANSWER_MS = 500;

/** A message to no queue; the default exchange drops it. */
const NOBODY: Outgoing = {
  exchange: '',
  routingKey: 'webloom.ping',
  body: Buffer.alloc(0),
  messageId: 'ping',
  persistent: false,
  mandatory: false,
};

export interface BroadcastOptions extends Pick<LinkOptions, 'url' | 'name' | 'log' | 'tls'> {
  readonly topology: Topology;
  readonly exchange: string;
  /** How long the first use waits for the connection, ms. */
  readonly firstWaitMs: number;
}

export interface Subscription<Message> {
  readonly pattern: string;
  readonly parse: (body: Buffer) => Message | null;
  readonly handler: (message: Message) => void;
}

export class Broadcast {
  readonly #options: BroadcastOptions;
  #publishing: { link: BrokerLink; publisher: Publisher } | null = null;
  #consuming: BrokerLink | null = null;
  readonly #subscribers: ((channel: Channel, link: BrokerLink) => Promise<void>)[] = [];
  readonly #reconnectHandlers: (() => void)[] = [];

  constructor(options: BroadcastOptions) {
    this.#options = options;
  }

  async publish(message: Pick<Outgoing, 'routingKey' | 'body' | 'messageId'>): Promise<void> {
    const { link, publisher } = this.#publishingLink();
    await link.whenReady(link.usedBefore ? 0 : this.#options.firstWaitMs);
    const { exchange } = this.#options;
    // Not mandatory, since nobody may be listening; not persistent, since listeners' queues are transient.
    await answered(publisher.publish([{ ...message, exchange, persistent: false, mandatory: false }]));
  }

  /**
   * Rejects (dependency-unavailable, disk-full) when nothing can be published now. It publishes a message to
   * no queue, because a broker tells its alarm only to connections that publish.
   */
  async ping(): Promise<void> {
    const { link, publisher } = this.#publishingLink();
    const channel = await link.whenReady(link.usedBefore ? 0 : this.#options.firstWaitMs);
    if (link.mode === 'blocked') throw link.unavailable();
    await answered(channel.checkExchange(this.#options.exchange));
    await answered(publisher.publish([NOBODY]));
  }

  /**
   * Resolves when messages arrive; if the broker is not reachable, at once, and messages arrive once it is.
   */
  async subscribe<Message>(subscription: Subscription<Message>): Promise<void> {
    const subscriber = (channel: Channel, link: BrokerLink): Promise<void> =>
      this.#listen(channel, link, subscription);
    const channel = this.#consuming?.current ?? null;
    this.#subscribers.push(subscriber);
    if (channel !== null && this.#consuming !== null) return subscriber(channel, this.#consuming);
    await this.#consumingLink()
      .whenReady(this.#options.firstWaitMs)
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'Listening starts later'));
  }

  /**
   * Depth and consumers of the queues. It asks over the listening connection: a broker with an alarm stops reading from
   * connections that publish.
   */
  async look(): Promise<BrokerLook> {
    const link = this.#consumingLink();
    await link.whenReady(link.usedBefore ? 0 : this.#options.firstWaitMs);
    const { workQueue, renderQueue, deadQueue } = this.#options.topology;
    const queues = await answered(
      link.withSpareChannel(async (channel) => ({
        work: toDeclared(await channel.checkQueue(workQueue)),
        render: toDeclared(await channel.checkQueue(renderQueue)),
        dead: toDeclared(await channel.checkQueue(deadQueue)),
      })),
    );
    return { version: link.serverVersion, ...queues };
  }

  /** Whether messages to subscriptions arrive now. */
  isListening(): boolean {
    return (this.#consuming?.current ?? null) !== null;
  }

  /** Called when interrupted subscriptions are active again: messages in between are lost. */
  onReconnect(handler: () => void): void {
    this.#reconnectHandlers.push(handler);
  }

  async close(): Promise<void> {
    await Promise.all([this.#consuming?.close(), this.#publishing?.link.close()]);
  }

  #publishingLink(): { link: BrokerLink; publisher: Publisher } {
    if (this.#publishing === null) {
      const { url, name, log, tls, topology } = this.#options;
      const setup = (channel: Channel): Promise<void> => assertTopology(channel, topology);
      const link = new BrokerLink({ url, log, tls, name: `${name} out`, setup });
      this.#publishing = { link, publisher: new Publisher(link, { whenBlocked: 'reject' }) };
    }
    return this.#publishing;
  }

  #consumingLink(): BrokerLink {
    if (this.#consuming === null) {
      const { url, name, log, tls, topology } = this.#options;
      const link: BrokerLink = new BrokerLink({
        url,
        log,
        tls,
        name: `${name} in`,
        setup: async (channel) => {
          await assertTopology(channel, topology);
          for (const subscriber of this.#subscribers) await subscriber(channel, link);
        },
      });
      link.on('ready', (again) => {
        if (again) for (const handler of this.#reconnectHandlers) handler();
      });
      this.#consuming = link;
    }
    return this.#consuming;
  }

  async #listen<Message>(
    channel: Channel,
    link: BrokerLink,
    { pattern, parse, handler }: Subscription<Message>,
  ): Promise<void> {
    const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true, durable: false });
    await channel.bindQueue(queue, this.#options.exchange, pattern);
    const deliver = createDeliver(channel, {
      link,
      log: this.#options.log,
      parse,
      handle: (message, delivery) => {
        handler(message);
        delivery.settle('ack');
      },
    });
    await channel.consume(queue, deliver);
  }
}

function toDeclared({ queue, messageCount, consumerCount }: Replies.AssertQueue): DeclaredQueue {
  return { name: queue, ready: messageCount, consumers: consumerCount };
}

function silent(): WebloomError {
  const message =
    'RabbitMQ keeps the connection but does not answer. Check that it is not frozen or overloaded.';
  return new WebloomError('dependency-unavailable', message);
}

function answered<Result>(work: Promise<Result>): Promise<Result> {
  return inTime(work, ANSWER_MS, silent);
}
