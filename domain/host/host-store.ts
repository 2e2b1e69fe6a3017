// Port for the host budget. All of it is atomic single-document work, so any number of dispatchers may share a host.
import type { Host } from './host.ts';
import type { RobotsCache } from './robots-cache.ts';

export interface HostStore {
  get(host: string): Promise<Host | null>;
  /**
   * Reserves up to `count` slots `delayMs` apart, only while the next free slot lies before `now + windowMs`.
   * Returns the epoch ms of the first reserved slot and how many were reserved, or 0 slots.
   */
  reserve(
    host: string,
    wanted: { count: number; delayMs: number; now: number; windowMs: number },
  ): Promise<{ first: number; count: number }>;
  /** Refused (429, 503): raises penalty once per period and moves the next slot behind `notBefore`. */
  penalize(
    host: string,
    penalty: { penaltyMs: number; notBefore: number; now: number; periodMs: number },
  ): Promise<void>;
  noteSuccess(host: string, penaltyMs: number): Promise<void>;
  /** Returns the number of failures in a row. */
  noteFailure(host: string): Promise<number>;
  openCircuit(host: string, until: number): Promise<void>;
  /** True when the lease is ours until `until`. */
  lease(host: string, holder: string, now: number, until: number): Promise<boolean>;
  release(host: string, holder: string): Promise<void>;
  saveRobots(host: string, robots: RobotsCache): Promise<void>;
  list(limit: number): Promise<Host[]>;
}
