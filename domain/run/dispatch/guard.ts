// Why a message that arrived must not be fetched: its slot has passed, or the permit of its run is closed.
import type { PermitMessage, ScrapeMessage } from './message.ts';

/** Most permits kept. The oldest are forgotten; then some pages of a paused run may still be fetched. */
const MAX_PERMITS = 2_000;

/**
 * `now` is by the database's clock. After a stall (of the broker, or a redelivery because a scraper died)
 * many messages arrive at once. Fetching them would be a burst, so a message that is late for any reason is
 * not fetched.
 */
export function reasonNotToFetch(
  message: ScrapeMessage,
  now: number,
  permits: FetchPermits,
): 'late' | 'gated' | null {
  if (permits.closedFor(message)) return 'gated';
  return now > message.sendBy ? 'late' : null;
}

/** The latest permit message of each run. */
export class FetchPermits {
  readonly #permits = new Map<string, PermitMessage>();

  note(permit: PermitMessage): void {
    const known = this.#permits.get(permit.runId);
    if (known !== undefined && known.gateSeq > permit.gateSeq) return;
    this.#permits.delete(permit.runId);
    this.#permits.set(permit.runId, permit);
    const [oldest] = this.#permits.keys();
    if (this.#permits.size > MAX_PERMITS && oldest !== undefined) this.#permits.delete(oldest);
  }

  /** A message published after the permit opened again carries a higher number than the closed permit. */
  closedFor({ runId, gateSeq }: ScrapeMessage): boolean {
    const permit = this.#permits.get(runId);
    return permit !== undefined && !permit.open && permit.gateSeq >= gateSeq;
  }
}
