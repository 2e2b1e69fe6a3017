// Why a message that arrived must not be fetched: its slot has passed, or the gate of its run is closed.
import type { GateMessage, ScrapeMessage } from './message.ts';

/** Most gates kept. The oldest are forgotten; then some pages of a paused run may still be fetched. */
const MAX_GATES = 2_000;

/**
 * `now` is by the database's clock. After a stall (of the broker, or a redelivery because a scraper died)
 * many messages arrive at once. Fetching them would be a burst, so a message that is late for any reason is
 * not fetched.
 */
export function reasonNotToFetch(message: ScrapeMessage, now: number, gates: Gates): 'late' | 'gated' | null {
  if (gates.closedFor(message)) return 'gated';
  return now > message.sendBy ? 'late' : null;
}

/** The latest gate message of each run. */
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

  /** A message published after the gate opened again carries a higher number than the closed gate. */
  closedFor({ runId, gateSeq }: ScrapeMessage): boolean {
    const gate = this.#gates.get(runId);
    return gate !== undefined && !gate.open && gate.gateSeq >= gateSeq;
  }
}
