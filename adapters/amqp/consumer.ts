// Gives the messages of one queue to a handler without channels, and settles each by its verdict.
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Log } from '../../domain/system/clock.ts';
import type { Delivery, Verdict } from '../../domain/run/dispatch/broker.ts';
import { TRACE_HEADER } from '../../domain/system/trace/traceparent.ts';
import type { BrokerLink } from './broker-link.ts';

export interface ConsumerOptions<Message> {
  readonly link: BrokerLink;
  readonly log: Log;
  readonly parse: (body: Buffer) => Message | null;
  readonly handle: (message: Message, delivery: Delivery) => void;
}

export type Deliver = (raw: ConsumeMessage | null) => void;

/** For `channel.consume`. A message that can't be parsed is rejected and goes to the dead letters. */
export function createDeliver<Message>(channel: Channel, options: ConsumerOptions<Message>): Deliver {
  const { link, log, parse, handle } = options;
  return (raw) => {
    if (raw === null) {
      // The broker cancelled the consumer, for example with its queue deleted: declare the queue again.
      link.remake('the broker cancelled the consumer');
      return;
    }
    const delivery = new OpenDelivery(link, channel, raw);
    const message = parse(raw.content);
    if (message === null) {
      log.warn({ messageId: raw.properties.messageId as unknown }, 'A message could not be read');
      delivery.settle('drop');
      return;
    }
    try {
      handle(message, delivery);
    } catch (error) {
      // If this error were thrown on, it would end amqplib's reader and with it the process.
      log.error({ err: error }, 'The handler of a message failed');
      delivery.settle('requeue');
    }
  };
}

class OpenDelivery implements Delivery {
  readonly redelivered: boolean;
  readonly traceparent?: string;
  readonly #link: BrokerLink;
  readonly #channel: Channel;
  readonly #raw: ConsumeMessage;
  #settled = false;

  constructor(link: BrokerLink, channel: Channel, raw: ConsumeMessage) {
    this.redelivered = raw.fields.redelivered;
    const traceparent: unknown = raw.properties.headers?.[TRACE_HEADER];
    if (typeof traceparent === 'string') this.traceparent = traceparent;
    this.#link = link;
    this.#channel = channel;
    this.#raw = raw;
  }

  /** Settles once. The broker delivers again by itself what it had delivered on a channel that is gone. */
  settle(verdict: Verdict): void {
    if (this.#settled || this.#link.current !== this.#channel) return;
    this.#settled = true;
    try {
      if (verdict === 'ack') this.#channel.ack(this.#raw);
      else if (verdict === 'requeue') this.#channel.nack(this.#raw, false, true);
      else this.#channel.reject(this.#raw, false);
    } catch {
      this.#link.remake('the channel closed while a delivery was settled');
    }
  }
}
