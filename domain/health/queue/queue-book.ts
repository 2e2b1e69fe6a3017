// What is known of all queues, look by look: depths, speeds, and since when nobody takes from one. A server that is away
// leaves its last values.
import type { AgentHeartbeat } from '../../system/agent/agent.ts';
import type { BrokerLook, DeclaredQueue, QueueLook } from './queue.ts';
import { QueueHistory } from './queue-history.ts';
import { trendOf } from './queue-trend.ts';
import { type ScraperSigns, ScraperSignReader } from './scraper-signs.ts';

/** A server and what is known of it. */
export interface ServiceState<Look> {
  /** Why it could not be asked; null: it answered. */
  readonly fault: string | null;
  /** Its last answer, and when that was; epoch ms. */
  readonly last: { readonly look: Look; readonly at: number } | null;
}

interface Seen {
  readonly broker: ServiceState<BrokerLook>;
  readonly engine: ServiceState<readonly QueueLook[]>;
  readonly beats: readonly AgentHeartbeat[];
  readonly now: number;
}

/** By whom the queue of URLs and that of pages for a browser are emptied. */
type Signs = Readonly<Record<'work' | 'render', ScraperSigns>>;

type Flow = Pick<QueueLook, 'service' | 'unacked' | 'oldestMs' | 'inPerSecond' | 'outPerSecond'>;

export class QueueBook {
  readonly history = new QueueHistory();
  readonly #scrapers = new ScraperSignReader('scraper');
  readonly #renderers = new ScraperSignReader('renderer');

  note(seen: Seen): QueueLook[] {
    const { broker, engine, beats, now } = seen;
    this.#noteDepths(seen);
    const signs = { work: this.#scrapers.note(beats, now), render: this.#renderers.note(beats, now) };
    return [
      ...(broker.last === null ? [] : this.#brokerQueues(broker.last.look, signs, now)),
      ...(engine.last?.look ?? []),
    ];
  }

  /** While a server is away its depths are unknown, which the history keeps as a gap. */
  #noteDepths({ broker, engine, now }: Seen): void {
    const { work, render, dead } = broker.last?.look ?? {};
    for (const { name, ready } of [work, render, dead].flatMap((one) => one ?? []))
      this.history.note(name, { at: now, ready: broker.fault === null ? ready : null });
    for (const { name, ready } of engine.last?.look ?? [])
      this.history.note(name, { at: now, ready: engine.fault === null ? ready : null });
  }

  #brokerQueues({ work, render, dead }: BrokerLook, signs: Signs, now: number): QueueLook[] {
    return [
      { ...work, purpose: 'URLs that may be fetched now', ...this.#flow(work, signs.work, now) },
      { ...render, purpose: 'Pages that a browser may open now', ...this.#flow(render, signs.render, now) },
      {
        ...dead,
        service: 'rabbitmq',
        purpose: 'Messages that no scraper could take, until they are kept as dead letters',
        unacked: null,
        oldestMs: dead.ready === 0 ? 0 : null,
        inPerSecond: null,
        outPerSecond: null,
      },
    ];
  }

  #flow({ name, consumers }: DeclaredQueue, signs: ScraperSigns, now: number): Flow {
    const net = trendOf(this.history.depths(name)).netPerSecond;
    const inPerSecond = signs.perSecond === null || net === null ? null : Math.max(0, signs.perSecond + net);
    return {
      service: 'rabbitmq',
      unacked: signs.held,
      oldestMs: consumers === 0 ? (this.history.stuckMs(name, now) ?? 0) : signs.waitedMs,
      inPerSecond,
      outPerSecond: signs.perSecond,
    };
  }
}
