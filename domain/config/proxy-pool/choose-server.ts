// Which server of a pool the pages of a host go by: the same one for every process and after every restart, and only the hosts of a
// server that is left alone go by another one meanwhile (rendezvous hashing).
import { mayUse, type ServerCircuit } from './server-circuit.ts';

export interface KnownServer {
  readonly key: string;
  readonly circuit: ServerCircuit;
}

export type ChosenServer<S> =
  /** `probes`: this page finds out whether the server is back. */
  | { readonly kind: 'server'; readonly server: S; readonly probes: boolean }
  /** All are left alone; `server`: the one that it would go by. */
  | { readonly kind: 'none'; readonly server: S };

/** Null: the pool has no server. */
export function chooseServer<S extends KnownServer>(
  servers: readonly S[],
  host: string,
  now: number,
): ChosenServer<S> | null {
  const ranked = rankServers(servers, host);
  for (const server of ranked) {
    const use = mayUse(server.circuit, now);
    if (use !== 'no') return { kind: 'server', server, probes: use === 'probe' };
  }
  const [first] = ranked;
  return first === undefined ? null : { kind: 'none', server: first };
}

export function rankServers<S extends Pick<KnownServer, 'key'>>(servers: readonly S[], host: string): S[] {
  const weights = new Map(servers.map((server) => [server, hashOf(`${host} ${server.key}`)]));
  return servers.toSorted(
    (a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a.key < b.key ? -1 : 1),
  );
}

/** FNV-1a, mixed so that names which differ in their last letters lie apart. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
