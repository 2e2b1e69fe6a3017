// Sees whether a host that kept failing answers again: one page at a time, over all chunks, runs and processes. The lease
// on the host document names who asks; when its holder dies, it expires with the time an answer may take.
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';
import type { Host } from '../../domain/host/host.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import type { HostView } from './host-cache.ts';

/** Somebody else asks: looked at again after this. */
const POLL_MS = 1_000;

export interface ProbeOptions {
  readonly holder: string;
  /** Longest time from the lease to the answer, in ms. */
  readonly leaseMs: number;
}

export interface ProbeWish {
  readonly open: readonly WaitingVisit[];
  readonly now: number;
  /** Whether the circuit still lets the run ask, by the host's document as it is once the lease is ours. */
  readonly mayAsk: (doc: Host) => boolean;
}

/** Modes: nothing (`#visit` is null), holding the lease with a visit that waits for its slot, or with one that is out. */
export class HostProbe {
  readonly #ports: Pick<DispatchPorts, 'hosts' | 'hostCache'>;
  readonly #options: ProbeOptions;
  #visit: WaitingVisit | null = null;
  /** Epoch ms: nothing can be chosen before. */
  lookAgainAt = 0;

  constructor(ports: Pick<DispatchPorts, 'hosts' | 'hostCache'>, options: ProbeOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** The visit that may take the next slot, once the lease is ours; null while somebody else asks, or none is due. */
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
    // Somebody else's probe has told meanwhile.
    await this.release(view);
    return this.#later(now + 1);
  }

  isFor(visit: WaitingVisit): boolean {
    return this.#visit === visit;
  }

  /** Lets the next one ask. What is out keeps the lease until it is answered or overdue. */
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
