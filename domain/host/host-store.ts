// Port for the host budget. All of it is atomic single-document work, so any number of dispatchers may share a host.
import type { Circuit } from '../politeness/circuit.ts';
import type { Host } from './host.ts';
import type { RobotsCache } from '../politeness/robots-cache.ts';

export interface HostStore {
  get(host: string): Promise<Host | null>;
  /** Those that are known, by name. */
  getMany(hosts: readonly string[]): Promise<Map<string, Host>>;
  /**
   * Reserves up to `count` slots `delayMs` apart, only while the next free slot lies before `now + windowMs`.
   * Returns the epoch ms of the first reserved slot and how many were reserved, or 0 slots.
   */
  reserve(
    host: string,
    wanted: { count: number; delayMs: number; now: number; windowMs: number },
  ): Promise<{ first: number; count: number }>;
  /**
   * Refused (429, 503): raises penalty once per period and moves the next slot behind `nextAt`. `notBefore` is what the
   * host asked for itself, 0 where it named no time.
   */
  penalize(
    host: string,
    penalty: { penaltyMs: number; nextAt: number; notBefore: number; now: number; periodMs: number },
  ): Promise<void>;
  /** An answer: its failures are over. */
  noteSuccess(host: string, success: { penaltyMs: number; at: number }): Promise<void>;
  /** A failure, by the rule of `nextCircuit`; returns what the circuit is then. `pauseMs`: the pace of the host. */
  noteFailure(host: string, failure: { at: number; pauseMs: number }): Promise<Circuit>;
  /** True when the lease is ours until `until`: to read its robots.txt, or to see whether it answers again. */
  lease(host: string, holder: string, now: number, until: number): Promise<boolean>;
  release(host: string, holder: string): Promise<void>;
  saveRobots(host: string, robots: RobotsCache): Promise<void>;
  list(limit: number): Promise<Host[]>;
}
