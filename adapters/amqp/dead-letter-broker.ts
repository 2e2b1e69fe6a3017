// Takes messages from the queue of dead letters. A message is acknowledged only after it is kept: while that fails it is held
// and tried again, because a quorum queue drops what is handed back too often.
import { createHash } from 'node:crypto';
import type { Channel, ConsumeMessage } from 'amqplib';
import { DEAD_LETTER_PREFETCH } from '../../domain/run/dispatch/prefetch.ts';
import type { DeadMessage } from '../../domain/upkeep/dead-letter/broken-message.ts';
import { BrokerLink } from './broker-link.ts';
import type { BrokerOptions, Closeable } from './broker-options.ts';
import { parseDeath } from './schema.ts';
import { type Topology, assertTopology, createTopology } from './topology.ts';

/** Default between two attempts to keep a message, ms. */
const AGAIN_MS = 5_000;

export interface DeadLetterOptions extends BrokerOptions {
  /** Between two attempts to keep a message, ms. Default 5,000. */
  readonly againMs?: number;
  readonly keep: (message: DeadMessage) => Promise<void>;
}

/** Connects by itself, now and after every loss. */
export function createDeadLetterBroker(url: string, options: DeadLetterOptions): Closeable {
  return new DeadLetterReader(url, options);
}

class DeadLetterReader implements Closeable {
  readonly #options: DeadLetterOptions;
  readonly #topology: Topology;
  readonly #link: BrokerLink;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** The one that was subscribed last. Messages come before the link counts as ready. */
  #channel: Channel | null = null;

  constructor(url: string, options: DeadLetterOptions) {
    const { log, namespace, tls, name = 'webloom' } = options;
    this.#options = options;
    this.#topology = createTopology(namespace);
    this.#link = new BrokerLink({
      url,
      log,
      tls,
      name: `${name} dead letters`,
      setup: (channel) => this.#subscribe(channel),
    });
  }

  async close(): Promise<void> {
    this.#channel = null;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#link.close();
  }

  async #subscribe(channel: Channel): Promise<void> {
    this.#channel = channel;
    await assertTopology(channel, this.#topology);
    await channel.prefetch(DEAD_LETTER_PREFETCH);
    await channel.consume(this.#topology.deadQueue, (raw) => {
      if (raw === null) this.#link.remake('the broker cancelled the consumer of dead letters');
      else void this.#keep(channel, raw);
    });
  }

  async #keep(channel: Channel, raw: ConsumeMessage): Promise<void> {
    if (this.#channel !== channel) return;
    try {
      await this.#options.keep(toDeadMessage(raw));
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a dead message could not be kept yet; tried again');
      this.#later(() => void this.#keep(channel, raw));
      return;
    }
    this.#acknowledge(channel, raw);
  }

  #later(act: () => void): void {
    if (this.#channel === null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, this.#options.againMs ?? AGAIN_MS);
    this.#timers.add(timer);
  }

  /** A message whose channel is gone is delivered again, and kept again under the same id. */
  #acknowledge(channel: Channel, raw: ConsumeMessage): void {
    if (this.#channel !== channel) return;
    try {
      channel.ack(raw);
    } catch {
      this.#link.remake('the channel closed while a dead message was acknowledged');
    }
  }
}

function toDeadMessage({ content, properties }: ConsumeMessage): DeadMessage {
  const { cause, deliveries, atMs } = parseDeath(properties.headers);
  const named: unknown = properties.messageId;
  const hash = createHash('sha256').update(content).digest('base64url');
  return {
    // Two attempts of one visit have ids of their own; a body that differs is another message all the same.
    messageId: `${typeof named === 'string' ? named : ''} ${hash}`,
    body: content,
    cause,
    deliveries,
    at: atMs === null ? new Date() : new Date(atMs),
  };
}
