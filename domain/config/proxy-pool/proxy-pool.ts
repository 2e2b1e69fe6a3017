// A proxy pool: servers by which pages are fetched. A job names one, or the pool names the hosts and tags whose pages go by it.
import type { ProxyServer } from './schema.ts';

export interface ProxyPool {
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Their passwords are sealed. */
  readonly servers: readonly ProxyServer[];
  /** Pages of these hosts go by it, unless their job says otherwise. */
  readonly hosts: readonly string[];
  /** Pages of jobs with these tags go by it, unless their job or a pool of their host says otherwise. */
  readonly tags: readonly string[];
  /** Rises with each change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const PREFIX = 'pxp_';

export function newProxyPoolId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

/** In `fetch.proxy` of a job: by no pool, whatever its host and tags say. */
export const NO_POOL = 'none';

type ProxyPoolChange = Partial<Pick<ProxyPool, 'name' | 'servers' | 'hosts' | 'tags'>> &
  Pick<ProxyPool, 'updatedAt'>;

export interface ProxyPoolStore {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<ProxyPool[]>;
  get(poolId: string): Promise<ProxyPool | null>;
  /** False when it is there already. */
  insert(pool: ProxyPool): Promise<boolean>;
  /** Raises the version; null unless the pool has this version. */
  change(poolId: string, version: number, set: ProxyPoolChange): Promise<ProxyPool | null>;
  /** False when there was none. */
  remove(workspaceId: string, poolId: string): Promise<boolean>;
}

/** What tells the servers of a pool apart: several may be one address with another user. */
export function serverKey({ url, user = '' }: Pick<ProxyServer, 'url' | 'user'>): string {
  return user === '' ? url : `${url} ${user}`;
}

/** What people know it by: never its user, who may be half of the secret. */
export function serverName(pool: Pick<ProxyPool, 'servers'>, server: ProxyServer): string {
  const address = server.url.replace(/^\w+:\/\//, '');
  const sameAddress = pool.servers.filter(({ url }) => url === server.url);
  if (sameAddress.length < 2) return address;
  return `${address} (${sameAddress.findIndex((one) => serverKey(one) === serverKey(server)) + 1})`;
}
