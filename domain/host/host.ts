// A host as all runs know it: when its next slot is, how fast it may be asked, what its robots.txt says, its circuit.
import type { RobotsCache } from './robots-cache.ts';

export interface Host {
  /** `<scheme>://<host>:<port>` */
  readonly _id: string;
  /** Epoch ms of the next free slot; moved by $max and $inc only. */
  readonly nextAt: number;
  /** Present delay between requests in ms: base, doubled by refusals, decaying with success. */
  readonly penaltyMs: number;
  readonly penalizedAt: number;
  readonly failedInRow: number;
  /** Open circuit: nothing but a probe until then. Epoch ms, 0 = closed. */
  readonly openUntil: number;
  readonly robots?: RobotsCache;
  /** Lease for robots fetches and probes. */
  readonly leaseHolder?: string;
  readonly leaseUntil?: number;
}
