// Probes a host that kept failing: one page at a time, among all chunks, runs and processes. A lease on the
// host's document names who asks; if its holder dies, the lease expires when the answer is overdue.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { Host } from '../../domain/web/host/host.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import type { HostView } from './host-cache.ts';

/** While another holder probes, look again after this. */
const POLL_MS = 1_000;

export interface ProbeOptions {
  readonly holder: string;
  /** Longest time from the lease to the answer, in ms. */
  readonly leaseMs: number;
}

export interface ProbeWish {
  readonly open: readonly WaitingVisit[];
  readonly now: number;
  /** Whether the run may still probe, judged by the host's document as read after taking the lease. */
  readonly mayAsk: (doc: Host) => boolean;
}

/** Modes: no visit (`#visit` is null); lease held, visit waits for its slot; lease held, visit is out. */
export class HostProbe {
  readonly #ports: Pick<DispatchPorts, 'hosts' | 'hostCache'>;
  readonly #options: ProbeOptions;
  #visit: WaitingVisit | null = null;
  /** Nothing can be chosen before this time; epoch ms. */
  lookAgainAt = 0;

  constructor(ports: Pick<DispatchPorts, 'hosts' | 'hostCache'>, options: ProbeOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /**
   * The visit to get the next slot, once the lease is taken; null while another holder probes or no visit is
   * due.
   */
  async next(view: HostView, { open, now, mayAsk }: ProbeWish): Promise<WaitingVisit | null> {
    const held = this.#visit;
    if (held?.mode === 'sent') return this.#later(held.replyBy);
    const visit = held !== null && open.includes(held) && held.slotted ? held : open.find(isDue(now));
    if (visit === undefined) return this.#later(now + POLL_MS);
    if (visit.slotted && visit.dueAt > now) return this.#later(visit.dueAt);
    const { hosts, hostCache } = this.#ports;
    const { holder, leaseMs } = this.#options;
    const isOurs = await hosts.lease(view.host, holder, now, now + leaseMs);
    await hostCache.reload(view, now);
    if (!isOurs) return this.#later(now + POLL_MS);
    this.#visit = visit;
    if (view.doc !== null && mayAsk(view.doc)) return visit;
    // Another probe has shown the host's state meanwhile.
    await this.release(view);
    return this.#later(now + 1);
  }

  isFor(visit: WaitingVisit): boolean {
    return this.#visit === visit;
  }

  /**
   * Gives up the lease, so that others may probe. With a visit out it is kept until the answer comes or is
   * overdue.
   */
  async leave(view: HostView): Promise<void> {
    if (this.#visit?.mode !== 'sent') await this.release(view);
  }

  async release(view: HostView): Promise<void> {
    if (this.#visit === null) return;
    this.#visit = null;
    await this.#ports.hosts.release(view.host, this.#options.holder);
  }

  #later(at: number): null {
    this.lookAgainAt = at;
    return null;
  }
}

function isDue(now: number): (visit: WaitingVisit) => boolean {
  return ({ dueAt }) => dueAt <= now;
}
