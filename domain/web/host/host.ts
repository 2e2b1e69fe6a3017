// A host as all runs share it: its next slot, its pace, its robots.txt and its recent answers.
import { type Circuit, UNASKED } from '../politeness/circuit.ts';
import type { HostPause } from '../politeness/host-pause.ts';
import type { RobotsCache } from '../politeness/robots-cache.ts';

export interface Host extends Circuit {
  /** The host as `urlHost` writes it: `example.com`, `example.com:8080`. */
  readonly _id: string;
  /** Epoch ms of the next free slot; changed by $max and $inc only. */
  readonly nextAt: number;
  /**
   * Until when the host asked to be left alone (Retry-After); epoch ms. A `nextAt` far beyond it is a
   * mistake.
   */
  readonly notBefore: number;
  /** Extra delay between requests in ms: doubled by refusals, halved by successes. */
  readonly penaltyMs: number;
  readonly penalizedAt: number;
  readonly robots?: RobotsCache;
  /** Somebody has paused it. */
  readonly held?: HostPause;
  /** Lease for reading robots.txt and for probes. */
  readonly leaseHolder?: string;
  readonly leaseUntil?: number;
}

/** A host that was never asked for anything. */
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
