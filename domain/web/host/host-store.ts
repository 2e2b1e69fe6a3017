// Port for hosts. Each write is atomic on one document, so any number of dispatchers may share a host.
import type { Circuit } from '../politeness/circuit.ts';
import type { HostPause } from '../politeness/host-pause.ts';
import type { Host } from './host.ts';
import type { RobotsCache } from '../politeness/robots-cache.ts';

/** A page of hosts by name. */
interface HostQuery {
  /** Only names after this one. */
  readonly after: string | null;
  readonly limit: number;
  /** Only hosts with at least so many failures in a row. */
  readonly failedInRow?: number;
  /** Only names that begin so. */
  readonly prefix?: string;
}

/** Hosts by how they answered since a time. */
export interface HostCircuits {
  /** With at least as many failures in a row as were asked for, the last one since that time. */
  readonly failing: number;
  /** That gave an answer since that time; null: not counted, because none fails. */
  readonly answered: number | null;
}

export interface HostStore {
  get(host: string): Promise<Host | null>;
  /** The documents that exist, by host. */
  getMany(hosts: readonly string[]): Promise<Map<string, Host>>;
  /**
   * Reserves up to `count` slots `delayMs` apart, but only while the next free slot lies before `now +
   * windowMs`. Returns the time of the first one (epoch ms) and the number of slots, which may be 0.
   */
  reserve(
    host: string,
    wanted: { count: number; delayMs: number; now: number; windowMs: number },
  ): Promise<{ first: number; count: number }>;
  /**
   * After a refusal (429, 503): raises the penalty, at most once per period, and moves the next slot to
   * `nextAt` or later. `notBefore`: the time the host asked for, 0 if it named none.
   */
  penalize(
    host: string,
    penalty: { penaltyMs: number; nextAt: number; notBefore: number; now: number; periodMs: number },
  ): Promise<void>;
  /** After an answer: the host's failures in a row are over. */
  noteSuccess(host: string, success: { penaltyMs: number; at: number }): Promise<void>;
  /** After a failure: applies `nextCircuit` and returns the new circuit. `pauseMs`: the host's pause. */
  noteFailure(host: string, failure: { at: number; pauseMs: number }): Promise<Circuit>;
  /** True when `holder` has the lease until `until`, to read robots.txt or to send a probe. */
  lease(host: string, holder: string, now: number, until: number): Promise<boolean>;
  release(host: string, holder: string): Promise<void>;
  saveRobots(host: string, robots: RobotsCache): Promise<void>;
  /** Pauses the host, which may never have been asked, or resumes it. */
  pause(host: string, hold: HostPause | null): Promise<void>;
  list(query: HostQuery): Promise<Host[]>;
  /** `since`: epoch ms. */
  circuits(failedInRow: number, since: number): Promise<HostCircuits>;
}
