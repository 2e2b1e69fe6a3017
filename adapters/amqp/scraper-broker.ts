// The scraper's side of the broker: takes work, and sends answers to the queue that each message names.
import type { Channel } from 'amqplib';
import type { Delivery, ScrapeWorkBroker } from '../../domain/run/dispatch/broker.ts';
import { answerId } from '../../domain/run/dispatch/message-id.ts';
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import { BrokerLink } from './broker-link.ts';
import {
  type BrokerOptions,
  type Closeable,
  type Reachable,
  DEFAULT_FIRST_WAIT_MS,
} from './broker-options.ts';
import { createDeliver } from './consumer.ts';
import { Publisher } from './publisher.ts';
import { answersBody, parseScrapeMessage } from './schema.ts';
import { type Topology, ANSWER_EXCHANGE, assertTopology, createTopology } from './topology.ts';

/** Longer than the longest pause between two attempts to connect. */
const ANSWER_WAIT_MS = 15_000;

export interface ScraperBroker extends ScrapeWorkBroker, Closeable, Reachable {
  /** Batches of answers whose dispatcher was gone. */
  droppedAnswers(): number;
}

export interface ScraperBrokerOptions extends BrokerOptions {
  /** `render`: the pages that a browser is to open. Default: those that are fetched. */
  readonly work?: 'scrape' | 'render';
}

export async function createScraperBroker(
  url: string,
  options: ScraperBrokerOptions,
): Promise<ScraperBroker> {
  const broker = new WorkBroker(url, options);
  try {
    await broker.whenReady(options.firstWaitMs ?? DEFAULT_FIRST_WAIT_MS);
  } catch (error) {
    await broker.close();
    throw error;
  }
  return broker;
}

interface Subscription {
  readonly prefetch: number;
  readonly handler: (message: ScrapeMessage, delivery: Delivery) => void;
}

class WorkBroker implements ScraperBroker {
  readonly #options: ScraperBrokerOptions;
  readonly #topology: Topology;
  readonly #publishing: BrokerLink;
  readonly #consuming: BrokerLink;
  readonly #publisher: Publisher;
  #subscription: Subscription | null = null;
  #consumerTag: string | null = null;
  #dropped = 0;

  constructor(url: string, options: ScraperBrokerOptions) {
    const { log, tls, name = 'webloom' } = options;
    this.#options = options;
    this.#topology = createTopology(options.namespace);
    this.#publishing = new BrokerLink({
      url,
      log,
      tls,
      name: `${name} answers`,
      setup: async () => undefined,
    });
    this.#consuming = new BrokerLink({
      url,
      log,
      tls,
      name: `${name} work`,
      setup: (channel) => this.#prepare(channel),
    });
    // `wait`: answers rejected during an alarm would have the work fetched again and again.
    this.#publisher = new Publisher(this.#publishing, { whenBlocked: 'wait' });
  }

  async whenReady(waitMs: number): Promise<void> {
    await Promise.all([this.#publishing.whenReady(waitMs), this.#consuming.whenReady(waitMs)]);
  }

  reachable(): boolean {
    return this.#publishing.mode === 'ready' && this.#consuming.mode === 'ready';
  }

  async consume(prefetch: number, handler: Subscription['handler']): Promise<void> {
    this.#subscription = { prefetch, handler };
    const channel = this.#consuming.current;
    // Without a connection nothing is to be done: the set-up of the next one subscribes.
    if (channel !== null) await this.#subscribe(channel, this.#subscription);
  }

  async answer(replyTo: string, answers: readonly ScrapeAnswer[]): Promise<boolean> {
    const [first] = answers;
    if (first === undefined) return true;
    // The consuming connection may be back first; rejecting meanwhile would redeliver its work repeatedly.
    await this.#publishing.whenReady(ANSWER_WAIT_MS);
    const returned = await this.#publisher.publish([
      {
        exchange: ANSWER_EXCHANGE,
        routingKey: replyTo,
        body: answersBody(answers),
        messageId: answerId(first),
        // The queue ends with the dispatcher's connection, so writing to disk would gain nothing.
        persistent: false,
        mandatory: true,
      },
    ]);
    this.#dropped += returned;
    return returned === 0;
  }

  async cancel(): Promise<void> {
    this.#subscription = null;
    const tag = this.#consumerTag;
    this.#consumerTag = null;
    if (tag !== null) await this.#consuming.current?.cancel(tag).catch(() => undefined); // gone with its channel
  }

  droppedAnswers(): number {
    return this.#dropped;
  }

  async close(): Promise<void> {
    await this.#consuming.close();
    await this.#publishing.close();
  }

  async #prepare(channel: Channel): Promise<void> {
    await assertTopology(channel, this.#topology);
    if (this.#subscription !== null) await this.#subscribe(channel, this.#subscription);
  }

  async #subscribe(channel: Channel, { prefetch, handler }: Subscription): Promise<void> {
    await channel.prefetch(prefetch);
    const deliver = createDeliver(channel, {
      link: this.#consuming,
      log: this.#options.log,
      parse: parseScrapeMessage,
      handle: handler,
    });
    const { workQueue, renderQueue } = this.#topology;
    const queue = this.#options.work === 'render' ? renderQueue : workQueue;
    const { consumerTag } = await channel.consume(queue, deliver);
    this.#consumerTag = consumerTag;
  }
}
