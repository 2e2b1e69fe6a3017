// Reasons not to fetch a message that arrived: its slot has passed, or its run's gate is closed.
import type { GateMessage, ScrapeMessage } from './message.ts';

/** Runs whose gate moved lately; older ones are forgotten, which costs at most fetches the dispatcher refuses to plan. */
const MAX_GATES = 2_000;

/**
 * `now` is the database's time. A stall (of the broker, or a death of a scraper, then redelivery) must not be followed by
 * a burst, so what is late is not fetched, however it came to be late.
 */
export function reasonNotToFetch(message: ScrapeMessage, now: number, gates: Gates): 'late' | 'gated' | null {
  if (gates.closedFor(message)) return 'gated';
  return now > message.sendBy ? 'late' : null;
}

/** The newest gate heard of for each run. */
export class Gates {
  readonly #gates = new Map<string, GateMessage>();

  note(gate: GateMessage): void {
    const known = this.#gates.get(gate.runId);
    if (known !== undefined && known.gateSeq > gate.gateSeq) return;
    this.#gates.delete(gate.runId);
    this.#gates.set(gate.runId, gate);
    const [oldest] = this.#gates.keys();
    if (this.#gates.size > MAX_GATES && oldest !== undefined) this.#gates.delete(oldest);
  }

  /** A message published after the gate opened again carries a higher number than the gate we know. */
  closedFor({ runId, gateSeq }: ScrapeMessage): boolean {
    const gate = this.#gates.get(runId);
    return gate !== undefined && !gate.open && gate.gateSeq >= gateSeq;
  }
}
