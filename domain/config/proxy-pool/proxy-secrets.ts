// The passwords of servers: sealed in the document, opened by the processes that fetch, never shown.
import { MASK } from '../../system/secret/mask.ts';
import { isSealed, sealedFields, type SecretBox } from '../../system/secret/secret-box.ts';
import { type ProxyPool, serverKey } from './proxy-pool.ts';
import type { ProxyServer } from './schema.ts';

/** A password sealed for one server of one pool opens nothing else. */
function purposeOf(poolId: string, server: ProxyServer): string {
  return `proxy pool ${poolId} ${serverKey(server)}`;
}

export function maskServer(server: ProxyServer): ProxyServer {
  return server.password === undefined ? server : { ...server, password: MASK };
}

/** A password that is its mask keeps what the same server has in `kept`. */
export function sealServers(
  box: SecretBox,
  { _id, servers }: Pick<ProxyPool, '_id' | 'servers'>,
  kept: readonly ProxyServer[] = [],
): ProxyServer[] {
  const known = new Map(kept.map((server) => [serverKey(server), server.password]));
  return servers.map((server) => {
    const { password } = server;
    if (password === undefined) return server;
    const before = password === MASK ? known.get(serverKey(server)) : undefined;
    return { ...server, password: before ?? box.seal(password, purposeOf(_id, server)) };
  });
}

export type OpenedServer =
  | { readonly ok: true; readonly server: ProxyServer }
  /** In words; never the value. */
  | { readonly ok: false; readonly detail: string };

export function openServer(
  box: Pick<SecretBox, 'open'>,
  { _id }: Pick<ProxyPool, '_id'>,
  server: ProxyServer,
): OpenedServer {
  const { password } = server;
  if (password === undefined || !isSealed(password)) return { ok: true, server };
  const opened = box.open(password, purposeOf(_id, server));
  return opened.ok
    ? { ok: true, server: { ...server, password: opened.clear } }
    : { ok: false, detail: `its password ${opened.detail}` };
}

/** Seals anew what an older key has sealed; null when there is nothing of that kind. */
export function resealServers(
  box: SecretBox,
  { _id, servers }: Pick<ProxyPool, '_id' | 'servers'>,
): ProxyServer[] | null {
  let isChanged = false;
  const fresh = servers.map((server) => {
    const { password } = server;
    if (password === undefined || sealedFields(password)?.keyId === box.keyId) return server;
    const opened = openServer(box, { _id }, server);
    // The key is gone; whoever needs the value reports that.
    if (!opened.ok) return server;
    isChanged = true;
    return { ...server, password: box.seal(opened.server.password ?? '', purposeOf(_id, server)) };
  });
  return isChanged ? fresh : null;
}
