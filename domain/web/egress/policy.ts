// What the operator allows beyond the public internet: hosts, addresses and CIDR blocks, each with an optional port; and the proxy
// by which requests go out.
import {
  type AddressBlock,
  type ParsedAddress,
  blockContains,
  parseBlock,
} from '../../system/net/address.ts';

/** Ports of public web servers. Any other port has to be on the allow list with its host. */
export const DEFAULT_PORTS: readonly number[] = [80, 443, 8000, 8080, 8443];

export interface AllowHost {
  /** The entry as written, for messages. */
  readonly text: string;
  /** Lower-case host name; `null` when `block` is set. */
  readonly name: string | null;
  readonly block: AddressBlock | null;
  /** `null` = every port. */
  readonly port: number | null;
}

/** Who looks names up. `here`: Webloom, which judges the addresses and asks the proxy for one of them. */
export const PROXY_DNS = ['here', 'proxy'] as const;
export type ProxyDns = (typeof PROXY_DNS)[number];

/** What it is spoken to in: the CONNECT of HTTP, or SOCKS5 (RFC 1928). */
export type ProxyKind = 'http' | 'socks5';

export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

export interface ProxyAddress {
  readonly kind: ProxyKind;
  readonly hostname: string;
  readonly port: number;
  /** The connection to the proxy itself is encrypted. */
  readonly secure: boolean;
  /** Null: it wants none. A function, so that what logs or stores the whole value holds no secret. */
  readonly login: () => ProxyLogin | null;
}

export interface EgressProxy extends ProxyAddress {
  readonly dns: ProxyDns;
  /** Targets that are asked without the proxy. */
  readonly except: readonly ProxyException[];
  /** Absent: it is the one of WEBLOOM_PROXY, whose address is the operator's word. */
  readonly pooled?: PooledServer;
}

/** What a server of a proxy pool is besides: somebody entered it by the API, so its own address is judged as well. */
export interface PooledServer {
  /** What people know it by; never with its login. */
  readonly name: string;
  /** Its judged addresses; rejects where one is refused. */
  readonly addresses: () => Promise<readonly { readonly address: string; readonly family: 4 | 6 }[]>;
  readonly tell: (met: ProxyMet) => void;
}

/** What came of a connection by a proxy: whose fault it is that there was none. */
export type ProxyMet =
  | { readonly kind: 'reached' }
  /** It answers, and did not reach or let through this target. */
  | { readonly kind: 'unreached'; readonly host: string; readonly why: string }
  /** It does not answer, or does not let Webloom in. */
  | { readonly kind: 'away'; readonly why: string };

export interface ProxyException {
  readonly host: AllowHost;
  /** Hosts below the name alone, as in `.example.com`. */
  readonly onlyBelow: boolean;
}

export interface EgressPolicy {
  readonly allowHosts: readonly AllowHost[];
  readonly ports: readonly number[];
  /** By which requests go out; absent: they go directly. It stands here so that no way out can forget it. */
  readonly proxy?: EgressProxy;
}

/** The policy of a request that goes by a proxy of its own. */
export function policyBy(policy: EgressPolicy, proxy: EgressProxy | undefined): EgressPolicy {
  return proxy === undefined ? policy : { ...policy, proxy };
}

export interface AllowHostsResult {
  readonly entries: readonly AllowHost[];
  /** One sentence for each unreadable entry; such an entry allows nothing. */
  readonly faults: readonly string[];
}

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/;

/**
 * Reads `WEBLOOM_ALLOW_HOSTS`: `host[:port]`, `address[:port]`, `[v6]:port`, `CIDR[:port]`, by commas or
 * blanks.
 */
export function parseAllowHosts(text: string): AllowHostsResult {
  const entries: AllowHost[] = [];
  const faults: string[] = [];
  for (const part of text.split(/[\s,]+/).filter((item) => item !== '')) {
    const entry = parseEntry(part);
    if (typeof entry === 'string') faults.push(entry);
    else entries.push(entry);
  }
  return { entries, faults };
}

export function createEgressPolicy(
  allowHosts: readonly AllowHost[] = [],
  ports: readonly number[] = DEFAULT_PORTS,
): EgressPolicy {
  return { allowHosts, ports };
}

function parseEntry(text: string): AllowHost | string {
  const { host, port } = splitPort(text.toLowerCase());
  if (port !== null && (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)) {
    return `${text}: the port must be a number from 1 to 65535`;
  }
  const number = port === null ? null : Number(port);
  const block = parseBlock(host);
  if (block !== null) {
    if (block.prefix === 0) return `${text}: would switch the guard off; list the networks you mean`;
    return { text, name: null, block, port: number };
  }
  // "10.0.0.300": only digits, dots and colons. A mistyped address must not count as a host name.
  if (host.includes('/') || /^[\d.:[\]]+$/.test(host)) return `${text}: not an address or CIDR block`;
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  const meant = notAHost(name);
  if (meant !== null) return `${text}: not a host; ${meant}`;
  return NAME.test(name) ? { text, name, block: null, port: number } : `${text}: not a host name`;
}

const LOOPBACK = '127.0.0.0/8 and [::1] are this machine';
const PRIVATE = '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and [fc00::]/7 are private networks';
/** Words for kinds of addresses, which would be taken for hosts of that name and allow nothing. */
const KINDS: Readonly<Record<string, string>> = {
  loopback: LOOPBACK,
  private: PRIVATE,
  internal: PRIVATE,
  intranet: PRIVATE,
  local: `${LOOPBACK}, ${PRIVATE}`,
  lan: PRIVATE,
};
const SWITCHES = new Set([
  'all',
  'any',
  'none',
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'public',
  'everything',
  '*',
]);

/** What is meant instead, for a word that is no host; null: it may be one. */
function notAHost(name: string): string | null {
  if (SWITCHES.has(name)) return 'list each as host:port, or leave the setting out';
  return Object.hasOwn(KINDS, name) ? `list addresses: ${KINDS[name]}` : null;
}

function splitPort(text: string): { host: string; port: string | null } {
  const bracketed = /^\[([^\]]*)\](\/\d+)?(?::(.*))?$/.exec(text);
  if (bracketed) return { host: `${bracketed[1] ?? ''}${bracketed[2] ?? ''}`, port: bracketed[3] ?? null };
  const colons = text.split(':');
  if (colons.length === 2) return { host: colons[0] ?? '', port: colons[1] ?? '' };
  return { host: text, port: null };
}

/** The entry that allows this name at this port, if any. */
export function nameEntry(policy: EgressPolicy, hostname: string, port: number): AllowHost | null {
  return policy.allowHosts.find((entry) => entry.name === hostname && fitsPort(entry, port)) ?? null;
}

/** The entry whose block contains this address and that allows this port (`null`: any port), if any. */
export function addressEntry(
  policy: EgressPolicy,
  address: ParsedAddress,
  port: number | null,
): AllowHost | null {
  return (
    policy.allowHosts.find(
      (entry) =>
        entry.block !== null &&
        blockContains(entry.block, address) &&
        (port === null || fitsPort(entry, port)),
    ) ?? null
  );
}

function fitsPort(entry: AllowHost, port: number): boolean {
  return entry.port === null || entry.port === port;
}
