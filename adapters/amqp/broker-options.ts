// What every broker of this folder is given, and what it can do besides its port.
import type { Log } from '../../domain/clock.ts';

export interface BrokerOptions {
  readonly log: Log;
  /** Prefix of all names on the broker, for several installations on one node. Default `webloom`. */
  readonly namespace?: string;
  /** Who connects, for the broker's list of connections. Default `webloom`. */
  readonly name?: string;
  /** How long to wait for the first connection, milliseconds. Default 30,000. */
  readonly firstWaitMs?: number;
  /** How long a message may go unconfirmed before the connection is given up, milliseconds. Default 20,000. */
  readonly confirmMs?: number;
}

export const DEFAULT_FIRST_WAIT_MS = 30_000;

export interface Closeable {
  close(): Promise<void>;
}

/** Whether the broker can be used right now, for health. */
export interface Reachable {
  reachable(): boolean;
}
