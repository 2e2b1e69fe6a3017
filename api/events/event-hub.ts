// Brings events to streams: live ones from the broker at once, and those the broker lost or could not take
// from the store a moment later. Each event reaches a listener once per process; repeats are recognised by
// id.
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import type { StoredEvent } from '../../domain/system/event/event.ts';
import { TELLING_EVENTS } from '../../domain/upkeep/removal/erasure-store.ts';
import type { ApiPorts } from '../ports.ts';
import { given } from '../../domain/system/given.ts';

type EventListener = (event: EventMessage) => void;

/** Position of an event in the order in which one process told its live events. */
export interface HubMark {
  readonly hub: string;
  readonly number: number;
}

export interface EventHub {
  /** Stored events of a workspace since a time, oldest first, in batches. */
  replay(workspaceId: string, from: Date): AsyncGenerator<EventMessage[]>;
  /** Position of an event told live; null if it was not, or is forgotten. */
  markOf(eventId: string): HubMark | null;
  /** Whether this process told the event at or before the mark; false if the mark is of another process. */
  wasToldBy(mark: HubMark, eventId: string): boolean;
  /** Tells the events of a workspace; returns the function that ends listening. */
  listen(workspaceId: string, listener: EventListener): Promise<() => void>;
  now(): Date;
  close(): void;
}

const SWEEP_MS = 2_000;
/** How far back each sweep looks, because clocks differ and inserts overtake each other. */
const SWEPT_BACK_MS = 10_000;
/** A new listener also gets events from this long before, while it was connecting. */
const OVERLAP_MS = 1_000;
const READ_AT_ONCE = 1_000;
const REMEMBERED_IDS = 20_000;

type HubPorts = Pick<ApiPorts, 'events' | 'jobs' | 'onEvent' | 'clock' | 'ids' | 'log' | 'settings'>;

export function createEventHub(ports: HubPorts): EventHub {
  return new StoreBackedHub(ports);
}

class StoreBackedHub implements EventHub {
  readonly #ports: HubPorts;
  /** Each with its workspace. */
  readonly #listeners = new Map<EventListener, string>();
  /** Position of each event in the order of telling; 0: it was known but told to nobody. */
  readonly #seen = new Map<string, number>();
  readonly #hub: string;
  #told = 0;
  #subscribed: Promise<void> | null = null;
  #sweeper: NodeJS.Timeout | null = null;

  constructor(ports: HubPorts) {
    this.#ports = ports;
    this.#hub = ports.ids.ulid();
  }

  markOf(eventId: string): HubMark | null {
    const number = this.#seen.get(eventId) ?? 0;
    return number === 0 ? null : { hub: this.#hub, number };
  }

  wasToldBy(mark: HubMark, eventId: string): boolean {
    const number = this.#seen.get(eventId) ?? 0;
    return mark.hub === this.#hub && number > 0 && number <= mark.number;
  }

  now(): Date {
    return this.#ports.clock.now();
  }

  async *replay(workspaceId: string, from: Date): AsyncGenerator<EventMessage[]> {
    const { events } = this.#ports;
    let last: StoredEvent | undefined;
    do {
      const batch = await events.since(workspaceId, last?.at ?? from, READ_AT_ONCE, last?._id);
      yield (await this.#visible(batch)).map(toMessage);
      last = batch.length < READ_AT_ONCE ? undefined : batch.at(-1);
    } while (last !== undefined);
  }

  /** Leaves out the events of removed jobs, except those that tell of the removal. */
  async #visible(batch: readonly StoredEvent[]): Promise<StoredEvent[]> {
    const owners = new Set(batch.flatMap(({ jobId }) => jobId ?? []));
    const there = owners.size === 0 ? owners : await this.#ports.jobs.existing([...owners]);
    return batch.filter(({ type, jobId }) => jobId === undefined || there.has(jobId) || isTelling(type));
  }

  async listen(workspaceId: string, listener: EventListener): Promise<() => void> {
    const since = this.now().getTime() - OVERLAP_MS;
    if (!this.#workspaces().has(workspaceId)) await this.#skipBefore(workspaceId, since);
    this.#listeners.set(listener, workspaceId);
    this.#subscribed ??= this.#ports.onEvent((event) => this.#deliver(event));
    await this.#subscribed;
    this.#sweeper ??= this.#startSweeping();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    this.#sweeper = null;
  }

  /** Those that somebody listens to. */
  #workspaces(): Set<string> {
    return new Set(this.#listeners.values());
  }

  #startSweeping(): NodeJS.Timeout {
    const timer = setInterval(() => {
      this.#sweep().catch((error: unknown) =>
        this.#ports.log.warn({ err: error }, 'events could not be read from the store'),
      );
    }, SWEEP_MS);
    timer.unref();
    return timer;
  }

  /**
   * Marks older events as known: a replay brings them to the first listener, the sweep only what comes later.
   */
  async #skipBefore(workspaceId: string, since: number): Promise<void> {
    for await (const batch of this.#recent(workspaceId))
      for (const { id, at } of batch) if (Date.parse(at) < since) this.#remember(id, 0);
  }

  async #sweep(): Promise<void> {
    for (const workspaceId of this.#workspaces())
      for await (const batch of this.#recent(workspaceId)) for (const event of batch) this.#deliver(event);
  }

  #recent(workspaceId: string): AsyncGenerator<EventMessage[]> {
    return this.replay(workspaceId, new Date(this.now().getTime() - SWEPT_BACK_MS));
  }

  #deliver(event: EventMessage): void {
    if (this.#seen.has(event.id)) return;
    this.#told += 1;
    this.#remember(event.id, this.#told);
    const { workspaceId = this.#ports.settings.workspaceId } = event;
    for (const [listener, wanted] of this.#listeners) if (wanted === workspaceId) listener(event);
  }

  #remember(id: string, at: number): void {
    this.#seen.set(id, at);
    if (this.#seen.size <= REMEMBERED_IDS) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}

function isTelling(type: StoredEvent['type']): boolean {
  return TELLING_EVENTS.some((telling) => telling === type);
}

function toMessage({ _id, type, at, workspaceId, jobId, runId, data }: StoredEvent): EventMessage {
  return {
    id: _id,
    type,
    at: at.toISOString(),
    workspaceId,
    ...given({ jobId, runId }),
    data,
  };
}
