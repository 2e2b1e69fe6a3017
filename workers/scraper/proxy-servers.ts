// The servers of proxy pools as this process knows them: the pool as it was read a moment ago, the login of each server in clear, and
// whether it is left alone. A host keeps its server as long as that is well.
import { MAX_TOLD_SERVERS } from '../../domain/config/proxy-pool/bounds.ts';
import { chooseServer } from '../../domain/config/proxy-pool/choose-server.ts';
import {
  type ProxyPool,
  type ProxyPoolStore,
  serverKey,
  serverName,
} from '../../domain/config/proxy-pool/proxy-pool.ts';
import { openServer } from '../../domain/config/proxy-pool/proxy-secrets.ts';
import type { ProxyServer } from '../../domain/config/proxy-pool/schema.ts';
import {
  CLOSED,
  nextServerCircuit,
  probed,
  type ServerCircuit,
} from '../../domain/config/proxy-pool/server-circuit.ts';
import type { AgentProxyFault } from '../../domain/system/agent/agent.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';
import type { EgressProxy, PooledServer, ProxyAddress, ProxyMet } from '../../domain/web/egress/policy.ts';
import { parseProxy } from '../../domain/web/egress/proxy.ts';

export interface ProxyServersPorts {
  readonly proxyPools: Pick<ProxyPoolStore, 'get'>;
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly clock: Clock;
  readonly log: Log;
  /** As the guarded dial goes by it. */
  readonly open: (address: ProxyAddress, told: Pick<PooledServer, 'name' | 'tell'>) => EgressProxy;
}

export type ProxyRoute =
  /** `name`: pool and server, in words. */
  | { readonly kind: 'by'; readonly proxy: EgressProxy; readonly name: string }
  /** Why the page can go by no server now, in words. */
  | { readonly kind: 'none'; readonly why: string };

/** A pool as it was read is used for so long. */
const FRESH_MS = 2_000;
/** The last moment that a date can tell. */
const NEVER_MS = 8_640_000_000_000_000;

interface Server {
  readonly key: string;
  /** With its password as it is stored. */
  readonly stored: ProxyServer;
  readonly name: string;
  circuit: ServerCircuit;
  /** Null: its password can not be opened, or its address not read. */
  readonly proxy: EgressProxy | null;
}

interface KnownPool {
  pool: ProxyPool;
  servers: readonly Server[];
  /** By `performance.now()`. */
  readMs: number;
}

export class ProxyServers {
  readonly #ports: ProxyServersPorts;
  readonly #known = new Map<string, KnownPool>();

  constructor(ports: ProxyServersPorts) {
    this.#ports = ports;
  }

  async route(poolId: string, host: string): Promise<ProxyRoute> {
    const known = await this.#read(poolId);
    if (typeof known === 'string') return { kind: 'none', why: known };
    const { pool, servers } = known;
    const now = this.#now();
    const chosen = chooseServer(servers, host, now);
    const of = `proxy pool “${pool.name}”`;
    if (chosen === null) return { kind: 'none', why: `${of}: it has no server` };
    const { server } = chosen;
    if (chosen.kind === 'none') {
      const why = server.circuit.opened?.why ?? '';
      const all = servers.length === 1 ? 'its server' : `all ${servers.length} servers`;
      return { kind: 'none', why: `${of}: ${all} left alone, ${server.name} because ${why}` };
    }
    if (chosen.probes) server.circuit = probed(server.circuit, now);
    const { proxy, name } = server;
    if (proxy !== null) return { kind: 'by', proxy, name: `“${pool.name}”, ${name}` };
    return {
      kind: 'none',
      why: `${of}, server ${name}: ${server.circuit.opened?.why ?? 'it can not be used'}`,
    };
  }

  /** Servers that are left alone; undefined: none. */
  faults(): readonly AgentProxyFault[] | undefined {
    const faults = [...this.#known].flatMap(([poolId, { servers }]) =>
      servers.flatMap(({ name, circuit: { opened } }): AgentProxyFault[] => {
        if (opened === null) return [];
        const { why, since, until } = opened;
        return [{ poolId, server: name, why, since, until, of: servers.length }];
      }),
    );
    return faults.length === 0 ? undefined : faults.slice(0, MAX_TOLD_SERVERS);
  }

  #now(): number {
    return this.#ports.clock.now().getTime();
  }

  /** A text: why it can not be used. Where the store is away, what is known of it goes on. */
  async #read(poolId: string): Promise<KnownPool | string> {
    const known = this.#known.get(poolId);
    if (known !== undefined && performance.now() - known.readMs < FRESH_MS) return known;
    try {
      const pool = await this.#ports.proxyPools.get(poolId);
      // Another page may have read it meanwhile.
      if (pool !== null) return this.#note(pool, this.#known.get(poolId));
      this.#known.delete(poolId);
      return 'the proxy pool is not there any more';
    } catch (error) {
      if (!isWebloomError(error)) throw error;
      return known ?? `the proxy pool can not be read: ${error.message}`;
    }
  }

  #note(pool: ProxyPool, before: KnownPool | undefined): KnownPool {
    const readMs = performance.now();
    if (before !== undefined && before.pool.version === pool.version) {
      before.readMs = readMs;
      return before;
    }
    const known = new Map(before?.servers.map((server) => [server.key, server]));
    const servers = pool.servers.map((stored) => {
      const former = known.get(serverKey(stored));
      const isSame = former?.proxy !== null && former?.stored.password === stored.password;
      return former !== undefined && isSame ? former : this.#open(pool, stored);
    });
    const noted = { pool, servers, readMs };
    this.#known.set(pool._id, noted);
    return noted;
  }

  #open(pool: ProxyPool, stored: ProxyServer): Server {
    const [key, name] = [serverKey(stored), serverName(pool, stored)];
    const opened = openServer(this.#ports.secrets, pool, stored);
    const address = opened.ok ? parseProxy(opened.server.url) : opened.detail;
    if (typeof address === 'string' || !opened.ok) {
      const now = this.#now();
      const why = typeof address === 'string' ? address : '';
      // Nobody can make it well but by a change of the pool.
      const circuit = {
        ...CLOSED,
        opened: { since: now, until: NEVER_MS, times: 1, cause: 'away', why },
      } as const;
      return { key, stored, name, circuit, proxy: null };
    }
    const { user, password = '' } = opened.server;
    const login = user === undefined ? null : { user, password };
    const told = {
      name: `proxy pool “${pool.name}”, server ${name}`,
      tell: (met: ProxyMet): void => this.#met({ poolId: pool._id, server }, met),
    };
    const proxy = this.#ports.open({ ...address, login: () => login }, told);
    const server: Server = { key, stored, name, circuit: CLOSED, proxy };
    return server;
  }

  #met({ poolId, server }: { readonly poolId: string; readonly server: Server }, met: ProxyMet): void {
    const before = server.circuit.opened;
    server.circuit = nextServerCircuit(server.circuit, met, this.#now());
    const { opened } = server.circuit;
    if (before === null && opened !== null)
      this.#ports.log.warn({ poolId, server: server.name, why: opened.why }, 'A proxy server is left alone');
    if (before !== null && opened === null)
      this.#ports.log.info({ poolId, server: server.name }, 'A proxy server is back');
  }
}
