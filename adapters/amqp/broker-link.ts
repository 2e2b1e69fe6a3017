// A connection to RabbitMQ with one channel, made again whenever either is lost. Publishing and consuming
// have a link each: a broker short of memory or disk stops reading from publishers, and acknowledgements must
// not wait behind that.
import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib';
import type { Log } from '../../domain/system/clock.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { brokerHost } from '../../domain/system/net/broker-address.ts';
import { addressOrder } from './address-order.ts';
import { awaitReady } from './await-ready.ts';
import { type ConnectionOptions, discard, goodbye, openConnection } from './broker-connection.ts';
import { inTime } from './in-time.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';

/** A node without its cluster may accept a connection and then answer no declaration: another one may. */
const SETUP_MS = 20_000;
/** The first failed attempt is logged, then every tenth. */
const LOGGED_ATTEMPT = 10;

export type LinkState = 'connecting' | 'ready' | 'blocked' | 'closed';

export interface LinkOptions extends ConnectionOptions {
  /** One address or several, as in `RABBITMQ_URL`. */
  readonly url: string;
  readonly log: Log;
  /** Declares and subscribes on each new channel; a failure counts as a failed connection. */
  readonly setup: (channel: ConfirmChannel) => Promise<void>;
  /** How long that may take before the next address is tried, ms. Default 20 s. */
  readonly setupMs?: number;
}

interface LinkListeners {
  readonly ready: ((again: boolean) => void)[];
  readonly down: ((error: WebloomError) => void)[];
  /** Each address was tried in vain once more. */
  readonly refused: (() => void)[];
  readonly blocked: (() => void)[];
  readonly unblocked: (() => void)[];
}

/**
 * Modes:
 * - `connecting`: no usable channel; an attempt is under way or waits for its time (jittered back-off). Each takes the next
 *   address of the list; the wait grows when all have been tried.
 * - `ready`: the channel is set up.
 * - `blocked`: set up, but the broker has an alarm (memory, disk) and reads no messages from this link now.
 * - `closed`: closed by this process; final.
 * connecting → ready ⇄ blocked; ready, blocked → connecting when channel or connection is lost; any → closed.
 */
export class BrokerLink {
  #state: LinkState = 'connecting';
  #model: ChannelModel | null = null;
  #channel: ConfirmChannel | null = null;
  readonly #addresses: readonly string[];
  /** Counts on over losses, so that an address which was just lost is tried last. */
  #turn = 0;
  #attempt = 0;
  #connectedBefore = false;
  #timer: NodeJS.Timeout | null = null;
  #lastError: unknown = null;
  /** Why the broker takes no messages, in its own words: "low on disk", "low on memory". */
  #alarm = '';
  readonly #options: LinkOptions;
  readonly #listeners: LinkListeners = {
    ready: [],
    down: [],
    refused: [],
    blocked: [],
    unblocked: [],
  };

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#addresses = addressOrder(options.url);
    void this.#connect();
  }

  get mode(): LinkState {
    return this.#state;
  }

  /** The channel in use; null: none. A delivery may be settled only on the channel it came from. */
  get current(): ConfirmChannel | null {
    return this.#channel;
  }

  on<Event extends keyof LinkListeners>(event: Event, listener: LinkListeners[Event][number]): void {
    (this.#listeners[event] as LinkListeners[Event][number][]).push(listener);
  }

  get usedBefore(): boolean {
    return this.#connectedBefore;
  }

  /**
   * Resolves once the link is usable; rejects (dependency-unavailable) when that takes longer than `waitMs`, or, if `isPrompt`, when
   * each address was tried in vain.
   */
  async whenReady(waitMs: number, isPrompt = false): Promise<ConfirmChannel> {
    if (this.#channel !== null) return this.#channel;
    if (this.#state === 'closed' || waitMs <= 0 || (isPrompt && this.#attempt >= this.#addresses.length))
      throw this.unavailable();
    const { ready, refused } = this.#listeners;
    await awaitReady({ ready, refused: isPrompt ? refused : null }, waitMs);
    return this.whenReady(0);
  }

  /** Runs `use` on a channel of its own: a refusal by the broker closes that channel only. */
  async withSpareChannel<Result>(use: (channel: Channel) => Promise<Result>): Promise<Result> {
    if (this.#model === null || this.#channel === null) throw this.unavailable();
    try {
      const spare = await this.#model.createChannel();
      spare.on('error', () => undefined);
      const result = await use(spare);
      await spare.close();
      return result;
    } catch (error) {
      throw new WebloomError(
        'dependency-unavailable',
        `RabbitMQ refused a request of ${this.#options.name}`,
        {
          cause: error,
        },
      );
    }
  }

  /** Closes the connection and makes a new one, for example because a declared queue is gone. */
  remake(reason: string): void {
    this.#lose(new Error(reason));
  }

  async close(): Promise<void> {
    const model = this.#model;
    this.#lose(new Error('closed by us'), 'closed');
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (model !== null) await goodbye(model);
  }

  /** As the server tells it; null while there is no connection. */
  get serverVersion(): string | null {
    return this.#model?.connection.serverProperties.version ?? null;
  }

  unavailable(): WebloomError {
    if (this.#state === 'blocked') return this.#alarmed();
    const reason = this.#lastError instanceof Error ? this.#lastError.message : this.#state;
    const count = this.#addresses.length;
    const where = count === 1 ? '' : ` (${count} addresses, the last one ${this.#host})`;
    return new WebloomError(
      'dependency-unavailable',
      `RabbitMQ is not reachable for ${this.#options.name}${where}: ${reason}`,
      {
        facts: { state: this.#state },
        cause: this.#lastError ?? undefined,
      },
    );
  }

  #alarmed(): WebloomError {
    const isDisk = /disk/i.test(this.#alarm);
    const remedy = isDisk ? 'Make room on its disk' : 'Give it more memory, or wait until it is less busy';
    return new WebloomError(
      isDisk ? 'disk-full' : 'dependency-unavailable',
      `RabbitMQ takes no messages for now: ${this.#alarm}. ${remedy}; it goes on by itself.`,
      { facts: { state: this.#state, alarm: this.#alarm } },
    );
  }

  async #connect(): Promise<void> {
    let model: ChannelModel | null = null;
    try {
      model = await openConnection(this.#nextAddress(), this.#options);
      this.#model = model;
      const { setupMs = SETUP_MS } = this.#options;
      const channel = await inTime(
        this.#prepare(model),
        setupMs,
        () => new Error('it answers no declaration'),
      );
      this.#becomeReady(model, channel);
    } catch (error) {
      if (model !== null) discard(model);
      if (this.#model === model) this.#model = null;
      this.#schedule(error);
    }
  }

  #nextAddress(): string {
    this.#turn += 1;
    return this.#address;
  }

  /** The one in use, or the one that was tried last. */
  get #address(): string {
    return this.#addresses[(this.#turn - 1) % this.#addresses.length] ?? this.#options.url;
  }

  get #host(): string {
    return brokerHost(this.#address);
  }

  async #prepare(model: ChannelModel): Promise<ConfirmChannel> {
    this.#watchConnection(model);
    const channel = await model.createConfirmChannel();
    this.#watchChannel(channel, model);
    await this.#options.setup(channel);
    return channel;
  }

  #becomeReady(model: ChannelModel, channel: ConfirmChannel): void {
    if (this.#state === 'closed' || this.#model !== model) {
      discard(model);
      return;
    }
    const again = this.#connectedBefore;
    this.#connectedBefore = true;
    this.#attempt = 0;
    this.#channel = channel;
    this.#state = 'ready';
    if (again) this.#options.log.info(this.#facts(), 'RabbitMQ is reachable again');
    for (const listener of this.#listeners.ready.slice()) listener(again);
  }

  #watchConnection(model: ChannelModel): void {
    model.on('error', (error) => {
      this.#lastError = error;
    });
    model.on('close', (error) => this.#loseModel(model, error ?? new Error('connection closed')));
    model.on('blocked', (reason: unknown) => {
      if (this.#model !== model || this.#state !== 'ready') return;
      this.#state = 'blocked';
      this.#alarm = alarmOf(reason);
      const facts = { ...this.#facts(), alarm: this.#alarm };
      this.#options.log.warn(facts, 'RabbitMQ has an alarm and takes no messages');
      for (const listener of this.#listeners.blocked) listener();
    });
    model.on('unblocked', () => {
      if (this.#model !== model || this.#state !== 'blocked') return;
      this.#state = 'ready';
      this.#options.log.info(this.#facts(), 'RabbitMQ takes messages again');
      for (const listener of this.#listeners.unblocked) listener();
    });
  }

  /** The broker closes the channel on a refusal. It is the link's only one, so the connection ends too. */
  #watchChannel(channel: ConfirmChannel, model: ChannelModel): void {
    channel.on('error', (error) => {
      this.#lastError = error;
    });
    channel.on('close', () => this.#loseModel(model, this.#lastError ?? new Error('channel closed')));
  }

  #loseModel(model: ChannelModel, error: unknown): void {
    if (this.#model === model) this.#lose(error);
  }

  #lose(error: unknown, next: 'connecting' | 'closed' = 'connecting'): void {
    if (this.#state === 'closed') return;
    const wasUp = this.#channel !== null;
    const model = this.#model;
    this.#model = null;
    this.#channel = null;
    this.#state = next;
    this.#lastError = error;
    if (model !== null && next === 'connecting') discard(model);
    if (wasUp) {
      const reason = this.unavailable();
      for (const listener of this.#listeners.down) listener(reason);
    }
    // A failing set-up schedules the next attempt by itself.
    if (wasUp && next === 'connecting') this.#schedule(error);
  }

  #schedule(error: unknown): void {
    this.#lastError = error;
    if (this.#state === 'closed' || this.#timer !== null) return;
    this.#attempt += 1;
    const delayMs = reconnectDelayMs(Math.ceil(this.#attempt / this.#addresses.length), Math.random());
    if (this.#attempt % LOGGED_ATTEMPT === 1) {
      const facts = { ...this.#facts(), attempt: this.#attempt, err: error };
      this.#options.log.warn(facts, 'RabbitMQ is not reachable; trying again');
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, delayMs);
    if (this.#attempt % this.#addresses.length === 0)
      for (const listener of this.#listeners.refused.slice()) listener();
  }

  #facts(): { readonly link: string; readonly address: string } {
    return { link: this.#options.name, address: this.#host };
  }
}

function alarmOf(reason: unknown): string {
  return typeof reason === 'string' && reason !== '' ? reason : 'an alarm of memory or disk';
}
