// Proxy pools are made, changed and removed here. What comes in has its passwords in clear, what is stored has them sealed; a change
// that gives the mask of a password keeps it, for the server that it was given for.
import { MAX_PROXY_POOLS, PROXY_PORTS } from '../../config/proxy-pool/bounds.ts';
import { bareHost } from '../../config/proxy-pool/choose-pool.ts';
import {
  newProxyPoolId,
  type ProxyPool,
  type ProxyPoolStore,
  serverKey,
} from '../../config/proxy-pool/proxy-pool.ts';
import { sealServers } from '../../config/proxy-pool/proxy-secrets.ts';
import type { ProxyServer } from '../../config/proxy-pool/schema.ts';
import { normalTags, tagFaults } from '../../config/tags.ts';
import type { Clock, Ids } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import { type Fault, toPointer } from '../../system/fault.ts';
import { MASK } from '../../system/secret/mask.ts';
import type { SecretBox } from '../../system/secret/secret-box.ts';
import { checkUrl } from '../../web/egress/check.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { parseProxy } from '../../web/egress/proxy.ts';
import { refusalInWords } from '../../web/egress/refusal-words.ts';
import type { JobStore } from '../job-store.ts';

export interface ProxyPoolPorts {
  readonly proxyPools: ProxyPoolStore;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly ids: Ids;
}

const NAMED_JOBS = 5;
const MAX_PORT = 65_535;
const FIRST_FREE_PORT = 1_024;

export interface PoolSettings {
  readonly name: string;
  readonly servers: readonly ProxyServer[];
  readonly hosts: readonly string[];
  readonly tags: readonly string[];
}

/** Absent members stay. */
export type PoolPatch = { readonly [M in keyof PoolSettings]?: PoolSettings[M] | undefined };

export async function createProxyPool(
  ports: ProxyPoolPorts,
  { workspaceId, ...settings }: PoolSettings & { readonly workspaceId: string },
  policy: EgressPolicy,
): Promise<ProxyPool> {
  const others = await ports.proxyPools.list(workspaceId);
  if (others.length >= MAX_PROXY_POOLS)
    throw new WebloomError(
      'limit-exceeded',
      `A workspace has at most ${MAX_PROXY_POOLS} proxy pools: remove some first.`,
    );
  const wanted = checked(settings, { others, kept: [], policy });
  const _id = newProxyPoolId(ports.ids.ulid());
  const now = ports.clock.now();
  const servers = sealServers(ports.secrets, { _id, servers: wanted.servers });
  const pool: ProxyPool = {
    _id,
    workspaceId,
    ...wanted,
    servers,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await ports.proxyPools.insert(pool);
  return pool;
}

export async function changeProxyPool(
  ports: ProxyPoolPorts,
  { pool, patch }: { readonly pool: ProxyPool; readonly patch: PoolPatch },
  policy: EgressPolicy,
): Promise<ProxyPool> {
  const { _id, version, name } = pool;
  const all = await ports.proxyPools.list(pool.workspaceId);
  const settings: PoolSettings = {
    name: patch.name ?? name,
    servers: patch.servers ?? pool.servers.map(masked),
    hosts: patch.hosts ?? pool.hosts,
    tags: patch.tags ?? pool.tags,
  };
  const others = all.filter((other) => other._id !== _id);
  const wanted = checked(settings, { others, kept: pool.servers, policy });
  const servers = sealServers(ports.secrets, { _id, servers: wanted.servers }, pool.servers);
  const set = { ...wanted, servers, updatedAt: ports.clock.now() };
  const changed = await ports.proxyPools.change(_id, version, set);
  if (changed !== null) return changed;
  throw new WebloomError(
    'conflict',
    `Somebody else changed the proxy pool "${name}" at the same time. Try again.`,
  );
}

function masked(server: ProxyServer): ProxyServer {
  return server.password === undefined ? server : { ...server, password: MASK };
}

interface Surroundings {
  readonly others: readonly ProxyPool[];
  /** The servers that it has. */
  readonly kept: readonly ProxyServer[];
  readonly policy: EgressPolicy;
}

/** As it is stored, with the passwords as they came; throws where something is wrong with it. */
function checked(settings: PoolSettings, { others, kept, policy }: Surroundings): PoolSettings {
  const { name } = settings;
  if (others.some((other) => other.name === name))
    throw new WebloomError(
      'conflict',
      `There is a proxy pool "${name}" already. Change it, or take another name.`,
    );
  const servers = settings.servers.map(inOneSpelling);
  const wanted = {
    name,
    servers,
    hosts: [...new Set(settings.hosts.map((host) => host.toLowerCase()))],
    tags: normalTags(settings.tags),
  };
  const faults = [
    ...settings.servers.flatMap((server, index) => serverFaults(server, index, policy)),
    ...sameServerFaults(servers),
    ...keptFaults(servers, kept),
    ...tagFaults(settings.tags),
    ...claimFaults(wanted, others),
  ];
  const [first] = faults;
  if (first === undefined) return wanted;
  throw new WebloomError('validation', `The proxy pool is not valid: ${first.detail}`, {
    facts: { errors: faults },
  });
}

/** `HTTP://Proxy.Example` and `http://proxy.example:80/` are one server. */
function inOneSpelling(server: ProxyServer): ProxyServer {
  const address = parseProxy(server.url);
  if (typeof address === 'string') return server;
  const { kind, secure, hostname, port } = address;
  const scheme = kind === 'http' && secure ? 'https' : kind;
  return { ...server, url: `${scheme}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}` };
}

function serverFaults(server: ProxyServer, index: number, policy: EgressPolicy): Fault[] {
  const { url, user, password } = server;
  const fault = (member: string, code: string, detail: string): Fault => ({
    pointer: toPointer(['servers', index, member]),
    code,
    detail,
  });
  const address = parseProxy(url);
  if (typeof address === 'string') return [fault('url', 'invalid-format', `The address ${address}.`)];
  if (address.login() !== null)
    return [fault('url', 'invalid-format', 'Give user and password as members of their own.')];
  const refusal = refusalOf(address, policy);
  const faults = refusal === null ? [] : [fault('url', 'url-not-allowed', refusal)];
  const isHalf = password !== undefined && user === undefined;
  if (isHalf) faults.push(fault('user', 'required', 'A password needs a user.'));
  if (address.kind === 'socks5' && user !== undefined && password === undefined)
    faults.push(fault('password', 'required', 'A login of SOCKS5 needs a password.'));
  return faults;
}

/** Somebody who may call the API must not reach by it what pages may not be fetched of. */
function refusalOf(
  { hostname, port }: Pick<Exclude<ReturnType<typeof parseProxy>, string>, 'hostname' | 'port'>,
  policy: EgressPolicy,
): string | null {
  const isPort = PROXY_PORTS.includes(port) || (port >= FIRST_FREE_PORT && port <= MAX_PORT);
  const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}/`;
  const verdict = checkUrl(url, { ...policy, ports: isPort ? [port] : [] });
  return verdict.allowed
    ? null
    : `${hostname} at port ${port} ${refusalInWords(verdict.reason, url, policy)}`;
}

function sameServerFaults(servers: readonly ProxyServer[]): Fault[] {
  const keys = servers.map(serverKey);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            pointer: toPointer(['servers', index]),
            code: 'not-unique',
            detail: 'This server, with this user, stands in the list twice.',
          },
        ],
  );
}

/** A mask stands for the password of the same server alone: to another one it would be given away. */
function keptFaults(servers: readonly ProxyServer[], kept: readonly ProxyServer[]): Fault[] {
  const known = new Set(kept.filter(({ password }) => password !== undefined).map(serverKey));
  return servers.flatMap((server, index) =>
    server.password !== MASK || known.has(serverKey(server))
      ? []
      : [
          {
            pointer: toPointer(['servers', index, 'password']),
            code: 'no-kept-value',
            detail: `${MASK} stands for no password of this server and user: give the password itself.`,
          },
        ],
  );
}

/** One host or tag belongs to one pool, or nobody could say by which its pages go. */
function claimFaults({ hosts, tags }: PoolSettings, others: readonly ProxyPool[]): Fault[] {
  const claimed = (member: 'hosts' | 'tags', index: number, text: string, other?: ProxyPool): Fault[] =>
    other === undefined
      ? []
      : [
          {
            pointer: toPointer([member, index]),
            code: 'claimed-already',
            detail: `The proxy pool “${other.name}” has ${text} already: take it from there first.`,
          },
        ];
  return [
    ...hosts.flatMap((host, index) => {
      const other = others.find((pool) => pool.hosts.some((one) => bareHost(one) === bareHost(host)));
      return claimed('hosts', index, `the host ${host}`, other);
    }),
    ...tags.flatMap((tag, index) =>
      claimed(
        'tags',
        index,
        `the tag “${tag}”`,
        others.find((pool) => pool.tags.includes(tag)),
      ),
    ),
  ];
}

/** Pages of its jobs would wait for it: they have to be given another first, or none. */
export async function removeProxyPool(
  {
    proxyPools,
    jobs,
  }: Pick<ProxyPoolPorts, 'proxyPools'> & { readonly jobs: Pick<JobStore, 'usingProxyPool'> },
  { _id, workspaceId, name }: ProxyPool,
): Promise<void> {
  const using = await jobs.usingProxyPool(workspaceId, _id, NAMED_JOBS + 1);
  if (using.length > 0) {
    const names = using.slice(0, NAMED_JOBS).map((job) => `“${job.name}”`);
    const more = using.length > NAMED_JOBS ? ' and others' : '';
    throw new WebloomError(
      'conflict',
      `The proxy pool “${name}” is used by ${names.join(', ')}${more}: give these another one, or none, first.`,
      { facts: { jobIds: using.map((job) => job._id) } },
    );
  }
  await proxyPools.remove(workspaceId, _id);
}
