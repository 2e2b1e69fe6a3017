// The dispatcher's side of the broker: work goes out with confirms, answers come in on an exclusive queue of
// this connection. The queue is lost with the connection, but the name under which it is bound stays, so that
// answers kept by scrapers over the loss arrive.
import { randomUUID } from 'node:crypto';
import type { Channel } from 'amqplib';
import type { ScrapeBroker } from '../../domain/run/dispatch/broker.ts';
import { ANSWER_PREFETCH } from '../../domain/run/dispatch/prefetch.ts';
import { requestId } from '../../domain/run/dispatch/message-id.ts';
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { TRACE_HEADER } from '../../domain/system/trace/traceparent.ts';
import { type Span, within } from '../../domain/system/trace/tracer.ts';
import { BrokerLink } from './broker-link.ts';
import {
  type BrokerOptions,
  type Closeable,
  type Reachable,
  DEFAULT_FIRST_WAIT_MS,
} from './broker-options.ts';
import { createDeliver } from './consumer.ts';
import { type Outgoing, Publisher } from './publisher.ts';
import { jsonBody, parseAnswers } from './schema.ts';
import { type Topology, ANSWER_EXCHANGE, assertTopology, createTopology } from './topology.ts';

export async function createDispatcherBroker(
  url: string,
  options: BrokerOptions,
): Promise<ScrapeBroker & Closeable & Reachable> {
  const broker = new DispatcherBroker(url, options);
  try {
    await broker.whenReady(options.firstWaitMs ?? DEFAULT_FIRST_WAIT_MS);
  } catch (error) {
    await broker.close();
    throw error;
  }
  return broker;
}

class DispatcherBroker implements ScrapeBroker, Closeable, Reachable {
  readonly replyTo: string;
  readonly #options: BrokerOptions;
  readonly #publishing: BrokerLink;
  readonly #consuming: BrokerLink;
  readonly #publisher: Publisher;
  readonly #topology: Topology;
  readonly #answerHandlers: ((answers: readonly ScrapeAnswer[]) => void)[] = [];

  constructor(url: string, options: BrokerOptions) {
    const { log, tls, name = 'webloom' } = options;
    const topology = createTopology(options.namespace);
    this.#options = options;
    this.#topology = topology;
    this.replyTo = `${topology.workQueue}.answers.${randomUUID()}`;
    this.#publishing = new BrokerLink({
      url,
      log,
      tls,
      name: `${name} work`,
      setup: (channel) => assertTopology(channel, topology),
    });
    this.#consuming = new BrokerLink({
      url,
      log,
      tls,
      name: `${name} answers`,
      setup: (channel) => this.#listen(channel),
    });
    const { confirmMs } = options;
    const limits = confirmMs === undefined ? {} : { confirmMs };
    this.#publisher = new Publisher(this.#publishing, { whenBlocked: 'reject', ...limits });
  }

  async whenReady(waitMs: number): Promise<void> {
    const { isPrompt } = this.#options;
    await Promise.all([this.#publishing, this.#consuming].map((link) => link.whenReady(waitMs, isPrompt)));
  }

  reachable(): boolean {
    return this.#publishing.mode === 'ready' && this.#consuming.mode === 'ready';
  }

  async publish(messages: readonly ScrapeMessage[]): Promise<void> {
    const { tracer = null } = this.#options;
    const sending = {
      name: 'publish work',
      kind: 'producer',
      values: { 'messaging.system': 'rabbitmq', 'messaging.batch.message_count': messages.length },
    } as const;
    const returned = await within(tracer, sending, (span) =>
      this.#publisher.publish(messages.map((message) => this.#outgoing(message, span))),
    );
    if (returned === 0) return;
    const gone = [...new Set(messages.map((message) => this.#queueOf(message)))].join(' or ');
    this.#publishing.remake(`the queue ${gone} is gone`);
    throw new WebloomError('dependency-unavailable', `The queue ${gone} is gone; it is declared again`, {
      facts: { returned },
    });
  }

  onAnswers(handler: (answers: readonly ScrapeAnswer[]) => void): void {
    this.#answerHandlers.push(handler);
  }

  /** Called for a new consuming connection: the queue for answers to earlier messages was lost. */
  onReconnect(handler: () => void): void {
    this.#consuming.on('ready', (again) => {
      if (again) handler();
    });
  }

  async depth(): Promise<number> {
    const queue = await this.#publishing.withSpareChannel((channel) =>
      channel.checkQueue(this.#topology.workQueue),
    );
    return queue.messageCount;
  }

  async close(): Promise<void> {
    await Promise.all([this.#consuming.close(), this.#publishing.close()]);
  }

  async #listen(channel: Channel): Promise<void> {
    const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true, durable: false });
    await channel.prefetch(ANSWER_PREFETCH);
    const deliver = createDeliver(channel, {
      link: this.#consuming,
      log: this.#options.log,
      parse: parseAnswers,
      handle: (answers, delivery) => {
        for (const handler of this.#answerHandlers) handler(answers);
        delivery.settle('ack');
      },
    });
    await channel.bindQueue(queue, ANSWER_EXCHANGE, this.replyTo);
    await channel.consume(queue, deliver);
  }

  #queueOf({ fetch }: ScrapeMessage): string {
    return fetch.render === true ? this.#topology.renderQueue : this.#topology.workQueue;
  }

  #outgoing(message: ScrapeMessage, span: Span | null): Outgoing {
    return {
      exchange: '',
      routingKey: this.#queueOf(message),
      body: jsonBody(message),
      messageId: requestId(message),
      persistent: true,
      mandatory: true,
      ...(span === null ? {} : { headers: { [TRACE_HEADER]: span.traceparent } }),
    };
  }
}
