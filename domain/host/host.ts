// A host as all runs know it: when its next slot is, how fast it may be asked, what its robots.txt says, how it answered of late.
import { type Circuit, UNASKED } from '../politeness/circuit.ts';
import type { RobotsCache } from '../politeness/robots-cache.ts';

export interface Host extends Circuit {
  /** As `urlHost` names it: `example.com`, `example.com:8080`. */
  readonly _id: string;
  /** Epoch ms of the next free slot; moved by $max and $inc only. */
  readonly nextAt: number;
  /** Until when the host itself asked to be left alone (Retry-After); a `nextAt` far beyond it is a mistake. Epoch ms. */
  readonly notBefore: number;
  /** Present delay between requests in ms: base, doubled by refusals, decaying with success. */
  readonly penaltyMs: number;
  readonly penalizedAt: number;
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
    ...UNASKED,
    leaseHolder: '',
    leaseUntil: 0,
  };
}
