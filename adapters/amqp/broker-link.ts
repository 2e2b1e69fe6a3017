// A connection to RabbitMQ with one channel, made again whenever either is lost. Publishing and consuming
// have a link each: a broker short of memory or disk stops reading from publishers, and acknowledgements must
// not wait behind that.
import { type Channel, type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Log } from '../../domain/system/clock.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const GOODBYE_MS = 2_000;
/** The first failed attempt is logged, then every tenth. */
const LOGGED_ATTEMPT = 10;
/** Two missed heartbeats end the connection, so a silent network loss is noticed within 30 s. */
const HEARTBEAT_S = 15;

export type LinkState = 'connecting' | 'ready' | 'blocked' | 'closed';

export interface LinkOptions {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly log: Log;
  /** Declares and subscribes on each new channel; a failure counts as a failed connection. */
  readonly setup: (channel: ConfirmChannel) => Promise<void>;
}

interface LinkListeners {
  readonly ready: ((again: boolean) => void)[];
  readonly down: ((error: WebloomError) => void)[];
  readonly blocked: (() => void)[];
  readonly unblocked: (() => void)[];
}

/**
 * Modes:
 * - `connecting`: no usable channel; an attempt is under way or waits for its time (jittered back-off).
 * - `ready`: the channel is set up.
 * - `blocked`: set up, but the broker has an alarm (memory, disk) and reads no messages from this link now.
 * - `closed`: closed by this process; final.
 * connecting → ready ⇄ blocked; ready, blocked → connecting when channel or connection is lost; any → closed.
 */
export class BrokerLink {
  #state: LinkState = 'connecting';
  #model: ChannelModel | null = null;
  #channel: ConfirmChannel | null = null;
  #attempt = 0;
  #connectedBefore = false;
  #timer: NodeJS.Timeout | null = null;
  #lastError: unknown = null;
  /** Why the broker takes no messages, in its own words: "low on disk", "low on memory". */
  #alarm = '';
  readonly #options: LinkOptions;
  readonly #listeners: LinkListeners = { ready: [], down: [], blocked: [], unblocked: [] };

  constructor(options: LinkOptions) {
    this.#options = options;
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

  /** Resolves once the link is usable; rejects (dependency-unavailable) when that takes longer than `waitMs`. */
  async whenReady(waitMs: number): Promise<ConfirmChannel> {
    if (this.#channel !== null) return this.#channel;
    if (this.#state === 'closed' || waitMs <= 0) throw this.unavailable();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        forget(this.#listeners.ready, done);
        reject(this.unavailable());
      }, waitMs);
      const done = (): void => {
        clearTimeout(timer);
        forget(this.#listeners.ready, done);
        resolve();
      };
      this.#listeners.ready.push(done);
    });
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
    return new WebloomError(
      'dependency-unavailable',
      `RabbitMQ is not reachable for ${this.#options.name}: ${reason}`,
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
      model = await connect(withHeartbeat(this.#options.url), {
        timeout: CONNECT_TIMEOUT_MS,
        noDelay: true,
        clientProperties: { connection_name: this.#options.name },
      });
      this.#watchConnection(model);
      const channel = await model.createConfirmChannel();
      this.#watchChannel(channel, model);
      this.#model = model;
      await this.#options.setup(channel);
      this.#becomeReady(model, channel);
    } catch (error) {
      if (model !== null) discard(model);
      if (this.#model === model) this.#model = null;
      this.#schedule(error);
    }
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
    if (again) this.#options.log.info({ link: this.#options.name }, 'RabbitMQ is reachable again');
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
      const facts = { link: this.#options.name, alarm: this.#alarm };
      this.#options.log.warn(facts, 'RabbitMQ has an alarm and takes no messages');
      for (const listener of this.#listeners.blocked) listener();
    });
    model.on('unblocked', () => {
      if (this.#model !== model || this.#state !== 'blocked') return;
      this.#state = 'ready';
      this.#options.log.info({ link: this.#options.name }, 'RabbitMQ takes messages again');
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
    const delayMs = reconnectDelayMs(this.#attempt, Math.random());
    if (this.#attempt % LOGGED_ATTEMPT === 1) {
      const facts = { link: this.#options.name, attempt: this.#attempt, err: error };
      this.#options.log.warn(facts, 'RabbitMQ is not reachable; trying again');
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, delayMs);
  }
}

function alarmOf(reason: unknown): string {
  return typeof reason === 'string' && reason !== '' ? reason : 'an alarm of memory or disk';
}

function discard(model: ChannelModel): void {
  void goodbye(model); // the connection is lost anyway, so nobody waits
}

/**
 * Waits for the event `close`, because amqplib's promise never settles when the connection breaks meanwhile.
 */
function goodbye(model: ChannelModel): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GOODBYE_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    model.once('close', done);
    model.close().then(done, done);
  });
}

function forget<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(HEARTBEAT_S));
  return parsed.href;
}
