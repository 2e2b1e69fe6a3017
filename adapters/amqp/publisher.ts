// Publishes with confirms, with a limited window of unconfirmed messages, and counts those that came back as
// unroutable. Nothing is kept over an outage: unconfirmed messages are reported as failed, and the caller
// publishes them again.
import type { ConfirmChannel } from 'amqplib';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BrokerLink } from './broker-link.ts';
import { PublishBatch } from './publish-batch.ts';

/**
 * Sliding window: 4,400/s on a quorum queue at 9 us of CPU each, against 366/s when every confirm is awaited.
 */
const WINDOW = 500;
/** A broker that confirms nothing for this long has lost its queues; a new connection may find them. */
const CONFIRM_MS = 20_000;
/**
 * A channel whose first message came while the leader of a quorum queue was dead refuses all messages for as long as it lives
 * (seen with RabbitMQ 3.10): it goes on asking the dead node. A new channel asks the leader that was elected meanwhile, which
 * takes less than a second.
 */
const REFUSED_MS = 2_000;

export interface Outgoing {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly messageId: string;
  readonly persistent: boolean;
  /** An unroutable message comes back and is counted as returned. */
  readonly mandatory: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PublisherOptions {
  /** Longest wait for confirms, ms. Default 20 s. */
  readonly confirmMs?: number;
  /** How long all messages are refused before the connection is made again, ms. Default 2 s. */
  readonly refusedMs?: number;
  /** While the broker has an alarm: the dispatcher gets its messages back, a scraper's answers wait. */
  readonly whenBlocked: 'reject' | 'wait';
}

export class Publisher {
  readonly #link: BrokerLink;
  readonly #rejectsBlocked: boolean;
  readonly #confirmMs: number;
  readonly #refusedMs: number;
  /** When the first message was refused after which none was taken; null: the last one was taken. */
  #refusingSince: number | null = null;
  readonly #unconfirmed = new Map<string, PublishBatch>();
  readonly #returned = new Set<string>();
  #waiting: (() => void)[] = [];
  /** The socket's buffer is full, until the event `drain`. */
  #congested = false;
  #watched: ConfirmChannel | null = null;
  #sequence = 0;

  constructor(
    link: BrokerLink,
    { whenBlocked, confirmMs = CONFIRM_MS, refusedMs = REFUSED_MS }: PublisherOptions,
  ) {
    this.#link = link;
    this.#confirmMs = confirmMs;
    this.#refusedMs = refusedMs;
    this.#rejectsBlocked = whenBlocked === 'reject';
    link.on('down', (error) => this.#failAll(error));
    if (this.#rejectsBlocked) link.on('blocked', () => this.#failAll(link.unavailable()));
  }

  /**
   * Resolves with the number of returned messages when all are confirmed; otherwise rejects
   * (dependency-unavailable).
   */
  async publish(messages: readonly Outgoing[]): Promise<number> {
    const batch = new PublishBatch();
    for (const message of messages) {
      while (!batch.failed && this.#mustWait()) await this.#room();
      if (batch.failed) break;
      this.#send(message, batch);
    }
    return this.#confirmed(batch);
  }

  /** The limit for confirms does not count during an alarm: with `wait`, the caller waits for its end. */
  #confirmed(batch: PublishBatch): Promise<number> {
    const timer = setInterval(() => {
      if (this.#link.mode === 'ready')
        this.#link.remake(`messages were not confirmed for ${this.#confirmMs} ms`);
    }, this.#confirmMs);
    return batch.finished().finally(() => clearInterval(timer));
  }

  #mustWait(): boolean {
    return this.#congested || this.#unconfirmed.size >= WINDOW;
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #send(message: Outgoing, batch: PublishBatch): void {
    const channel = this.#usableChannel();
    this.#watch(channel);
    this.#sequence += 1;
    const id = this.#sequence.toString(36);
    const { exchange, routingKey, body, ...given } = message;
    const options = { ...given, correlationId: id, contentType: 'application/json' };
    try {
      const open = channel.publish(exchange, routingKey, body, options, (error: unknown) =>
        this.#confirm(id, error),
      );
      if (!open) this.#congested = true;
    } catch {
      throw this.#link.unavailable(); // the channel is closing, but the link does not know it yet
    }
    this.#unconfirmed.set(id, batch);
    batch.sent();
  }

  #usableChannel(): ConfirmChannel {
    const channel = this.#link.current;
    if (channel === null || (this.#rejectsBlocked && this.#link.mode === 'blocked'))
      throw this.#link.unavailable();
    return channel;
  }

  #watch(channel: ConfirmChannel): void {
    if (this.#watched === channel) return;
    this.#watched = channel;
    channel.on('drain', () => {
      this.#congested = false;
      this.#wake();
    });
    // The broker returns an unroutable message before it confirms it.
    channel.on('return', (message) => {
      const id = String(message.properties.correlationId);
      if (this.#unconfirmed.has(id)) this.#returned.add(id);
    });
  }

  #confirm(id: string, error: unknown): void {
    const batch = this.#unconfirmed.get(id);
    if (batch === undefined) return;
    this.#unconfirmed.delete(id);
    const returned = this.#returned.delete(id);
    if (error === null || error === undefined) {
      this.#refusingSince = null;
      batch.confirmed(returned);
    } else {
      batch.fail(refused(error));
      this.#noteRefusal();
    }
    if (this.#waiting.length > 0) this.#wake();
  }

  #noteRefusal(): void {
    const now = performance.now();
    this.#refusingSince ??= now;
    if (now - this.#refusingSince < this.#refusedMs || this.#link.mode !== 'ready') return;
    this.#link.remake(`all messages were refused for ${this.#refusedMs} ms`);
  }

  #failAll(error: WebloomError): void {
    const batches = new Set(this.#unconfirmed.values());
    this.#unconfirmed.clear();
    this.#returned.clear();
    this.#refusingSince = null;
    this.#congested = false;
    for (const batch of batches) batch.fail(error);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}

/** The broker refuses so when its queue is full; amqplib does it for the broker when the channel closes. */
function refused(cause: unknown): WebloomError {
  return new WebloomError('dependency-unavailable', `RabbitMQ did not take a message: ${String(cause)}`, {
    cause,
  });
}
