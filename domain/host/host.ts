// A host as all runs know it: when its next slot is, how fast it may be asked, what its robots.txt says, its circuit.
import type { RobotsCache } from './robots-cache.ts';

export interface Host {
  /** As `urlHost` names it: `example.com`, `example.com:8080`. */
  readonly _id: string;
  /** Epoch ms of the next free slot; moved by $max and $inc only. */
  readonly nextAt: number;
  /** What the host itself asked us to wait for; a `nextAt` far beyond it is no wait but a mistake. Epoch ms. */
  readonly notBefore: number;
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

/** A host that nobody has asked anything yet. */
export function newHost(host: string): Host {
  return {
    _id: host,
    nextAt: 0,
    notBefore: 0,
    penaltyMs: 0,
    penalizedAt: 0,
    failedInRow: 0,
    openUntil: 0,
    leaseHolder: '',
    leaseUntil: 0,
  };
}
