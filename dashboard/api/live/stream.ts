// One event stream per browser. Of all open tabs one holds the connection (a Web Lock makes it the leader) and
// tells the others over a BroadcastChannel; when it closes, another takes over and continues after the last
// event that was heard. The browser reconnects by itself and sends Last-Event-ID, so nothing is missed.
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';
import { noteExactTime } from '../server-clock.ts';

/**
 * `reset`: too much was missed to be told one by one; everything shown has to be asked for again. `ended`: the key or
 * login has ended, so that nothing more comes.
 */
type StreamNews =
  | { readonly kind: 'event'; readonly event: EventMessage; readonly place: string }
  | { readonly kind: 'state'; readonly connected: boolean; readonly at: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'ended' };

export type StreamListener = (news: StreamNews) => void;

const CHANNEL = 'webloom-events';
const LOCK = 'webloom-event-stream';
/** The server gives a sign of life every few seconds; after this long without one the stream is taken for dead. */
const SILENT_MS = 12_000;
const LOOK_MS = 1_000;
/** After a longer sleep everything is asked for again, which is less than a day of events. */
const WORTH_REPLAY_MS = 10 * 60_000;
const RECONNECT_MS = 1_500;
const REMEMBERED = 2_000;

export interface EventStream {
  readonly close: () => void;
}

export function openStream(eventTypes: readonly string[], listener: StreamListener): EventStream {
  const channel = new BroadcastChannel(CHANNEL);
  const ended = new AbortController();
  let lastPlace: string | null = null;
  let leads = false;
  const tell = (news: StreamNews): void => {
    if (news.kind === 'event') lastPlace = news.place === '' ? lastPlace : news.place;
    listener(news);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<StreamNews | { kind: 'who' }>) => {
    if (data.kind !== 'who') tell(data);
    else if (leads) channel.postMessage({ kind: 'state', connected: connection.connected, at: Date.now() });
  });
  const connection = new Connection(eventTypes, (news) => {
    tell(news);
    channel.postMessage(news);
  });
  channel.postMessage({ kind: 'who' });
  void lead(ended.signal, () => {
    leads = true;
    connection.open(lastPlace);
  });
  return {
    close: () => {
      ended.abort();
      connection.close();
      channel.close();
    },
  };
}

/** Waits for the lock and keeps it until the tab ends. Without locks (plain HTTP in a network) every tab leads. */
async function lead(signal: AbortSignal, begin: () => void): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) {
    begin();
    return;
  }
  const untilEnd = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  await locks
    .request(LOCK, { signal }, () => {
      // The lock may have been given in the moment in which the tab closed.
      if (!signal.aborted) begin();
      return untilEnd;
    })
    .catch((error: unknown) => {
      // The tab closed while it waited.
      if (!signal.aborted) throw error;
    });
}

class Connection {
  readonly #types: readonly string[];
  readonly #tell: StreamListener;
  readonly #heard = new Set<string>();
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #place: string | null = null;
  #aliveAt = 0;
  #lookedAt = 0;
  #retryAt = 0;
  connected = false;

  constructor(types: readonly string[], tell: StreamListener) {
    this.#types = types;
    this.#tell = tell;
  }

  open(place: string | null): void {
    this.#place = place;
    this.#lookedAt = Date.now();
    this.#connect();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    this.#source?.close();
    const query = this.#place === null ? '' : `?lastEventId=${encodeURIComponent(this.#place)}`;
    const source = new EventSource(`/v1/events${query}`);
    this.#source = source;
    this.#aliveAt = Date.now();
    source.addEventListener('error', () => this.#lost());
    for (const sign of ['hello', 'alive'])
      source.addEventListener(sign, (message: MessageEvent<string>) => {
        const { serverTime } = JSON.parse(message.data) as { serverTime: string };
        noteExactTime(serverTime);
        this.#alive();
      });
    source.addEventListener('ended', () => this.#tell({ kind: 'ended' }));
    for (const type of this.#types)
      source.addEventListener(type, (message: MessageEvent<string>) => {
        this.#alive();
        this.#hear(JSON.parse(message.data) as EventMessage, message.lastEventId);
      });
  }

  #hear(event: EventMessage, place: string): void {
    if (place !== '') this.#place = place;
    if (event.type !== 'run.progress' && this.#heard.has(event.id)) return;
    this.#heard.add(event.id);
    const [oldest] = this.#heard;
    if (this.#heard.size > REMEMBERED && oldest !== undefined) this.#heard.delete(oldest);
    this.#tell({ kind: 'event', event, place });
  }

  #alive(): void {
    this.#aliveAt = Date.now();
    if (this.connected) return;
    this.connected = true;
    this.#tell({ kind: 'state', connected: true, at: this.#aliveAt });
  }

  #lost(): void {
    this.#retryAt = Date.now() + RECONNECT_MS;
    if (!this.connected) return;
    this.connected = false;
    this.#tell({ kind: 'state', connected: false, at: this.#aliveAt });
  }

  /** Notices a stream that says nothing, one that the browser gave up, and that the machine slept. */
  #look(): void {
    const now = Date.now();
    const slept = now - this.#lookedAt > WORTH_REPLAY_MS;
    this.#lookedAt = now;
    if (slept) {
      this.#place = null;
      this.#lost();
      this.#tell({ kind: 'reset' });
      this.#connect();
      return;
    }
    const silent = now - this.#aliveAt > SILENT_MS;
    const given = this.#source?.readyState === EventSource.CLOSED && now > this.#retryAt;
    if (!silent && !given) return;
    this.#lost();
    if (now - this.#aliveAt > WORTH_REPLAY_MS) {
      this.#place = null;
      this.#tell({ kind: 'reset' });
    }
    this.#connect();
  }
}
