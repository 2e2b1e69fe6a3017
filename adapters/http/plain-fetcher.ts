// The default fetcher: undici without its redirects, caching and cookies, with the guarded dial. Connections
// are kept per origin; a request on a connection that the server had just closed is sent once more.
import { Agent } from 'undici';
import { type EgressPolicy, policyBy } from '../../domain/web/egress/policy.ts';
import { CONNECTIONS_PER_HOST, type Fetcher } from '../../domain/web/fetch/fetcher.ts';
import type { Resolver } from '../../domain/web/fetch/resolver.ts';
import { type ConnectTimes, type TakeConnectTimes, exchange } from './exchange.ts';
import { followRedirects } from './follow-redirects.ts';
import { guardedConnector } from './guarded-connector.ts';
import type { SendHop } from './hop.ts';
import { ByDialWay } from './proxy/by-proxy.ts';
import type { DialGuard } from './judged-addresses.ts';
import { systemResolver } from './system-resolver.ts';

export interface FetcherOptions {
  readonly policy: EgressPolicy;
  /** Default: the machine's own resolver. */
  readonly resolver?: Resolver | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const KEEP_ALIVE_MS = 15_000;
const MAX_HEADER_BYTES = 32 * 1024;
const MAX_CONNECT_RECORDS = 1_000;

export function createPlainFetcher({ policy, resolver = systemResolver, clock }: FetcherOptions): Fetcher {
  const clients = new ByDialWay(
    ({ proxy, takesAnyCertificate }) =>
      openClient({ policy: policyBy(policy, proxy), resolver, takesAnyCertificate }),
    ({ agent }) => agent.destroy(),
  );
  return {
    fetch: (request, signal) =>
      clients.use(request, ({ sendHop, policy: own }) =>
        followRedirects(request, signal, { policy: own, clock, sendHop }),
      ),
    close: () => clients.close(),
  };
}

interface PlainClient {
  readonly policy: EgressPolicy;
  readonly agent: Agent;
  readonly sendHop: SendHop;
}

function openClient(guard: DialGuard): PlainClient {
  const records = new ConnectRecords();
  const connect = guardedConnector(guard, (origin, dialled) => records.add(origin, dialled));
  const agent = new Agent({
    connect,
    connections: CONNECTIONS_PER_HOST,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS * 2,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  const sendHop: SendHop = async (hop) => {
    const result = await exchange(agent, hop, records.take);
    const stale = result.kind === 'failed' && result.reason === 'reset' && !result.fresh;
    return stale && !hop.stop.aborted ? exchange(agent, hop, records.take) : result;
  };
  return { policy: guard.policy, agent, sendHop };
}

/** Cost of each new connection, until the first request over it takes it. */
class ConnectRecords {
  readonly #records = new Map<string, ConnectTimes & { readonly endedMs: number }>();

  add(origin: string, { dnsMs, connectMs }: ConnectTimes): void {
    // Records are left only by requests that were stopped while dialling; forgetting timings does no harm.
    if (this.#records.size >= MAX_CONNECT_RECORDS) this.#records.clear();
    this.#records.set(origin, { dnsMs, connectMs, endedMs: performance.now() });
  }

  readonly take: TakeConnectTimes = (origin, sinceMs) => {
    const record = this.#records.get(origin);
    if (record === undefined) return null;
    this.#records.delete(origin);
    return record.endedMs >= sinceMs ? record : null;
  };
}
