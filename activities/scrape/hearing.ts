// Whether answers can be heard now. A broker that is away or was so a moment ago delivers late, and one that hangs looks reachable
// for many seconds while it confirms nothing: meanwhile no answer is overdue.
import type { ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import type { DispatchPorts } from './dispatch-ports.ts';

/** A message that is not confirmed for this long: the broker hangs. */
const HANGING_MS = 1_000;
/** After an outage, scrapers have reconnected within this time and sent the answers they kept. */
const HEAR_AGAIN_MS = 8_000;

export class Hearing {
  readonly #broker: DispatchPorts['broker'];
  readonly #unconfirmed = new Set<{ readonly at: number }>();
  #deafUntil = 0;

  constructor(broker: DispatchPorts['broker']) {
    this.#broker = broker;
  }

  async publish(messages: readonly ScrapeMessage[], at: number): Promise<void> {
    const publication = { at };
    this.#unconfirmed.add(publication);
    try {
      await this.#broker.publish(messages);
    } finally {
      this.#unconfirmed.delete(publication);
    }
  }

  /** Until when answers from before an outage may come; null: there was none of late. */
  deafUntil(now: number): number | null {
    const isHanging = [...this.#unconfirmed].some(({ at }) => now - at > HANGING_MS);
    if (isHanging || !this.#broker.reachable()) this.#deafUntil = now + HEAR_AGAIN_MS;
    return now < this.#deafUntil ? this.#deafUntil : null;
  }
}
