// Options that every broker of this folder takes, and what every one can do besides its port.
import type { Log } from '../../domain/system/clock.ts';
import type { ClientTls } from '../../domain/system/net/client-tls.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';

export interface BrokerOptions {
  readonly log: Log;
  /** Prefix of all names on the broker, for several installations on one node. Default `webloom`. */
  readonly namespace?: string;
  /** Name of the client in the broker's list of connections. Default `webloom`. */
  readonly name?: string;
  /** For addresses with `amqps://`. Default: what the runtime trusts, and no certificate of our own. */
  readonly tls?: ClientTls | null;
  /** How long to wait for the first connection, milliseconds. Default 30,000. */
  readonly firstWaitMs?: number;
  /** Somebody waits: the first connection is given up as soon as each address was tried in vain. Default false. */
  readonly isPrompt?: boolean;
  /** How long a message may be unconfirmed before the connection is made again, ms. Default 20,000. */
  readonly confirmMs?: number;
  /** Work that is sent within a span belongs to it; its messages carry a `traceparent`. */
  readonly tracer?: Tracer | null;
}

export const DEFAULT_FIRST_WAIT_MS = 30_000;

export interface Closeable {
  close(): Promise<void>;
}

/** Whether the broker can be used now; for health. */
export interface Reachable {
  reachable(): boolean;
}
