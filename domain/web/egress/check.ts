// Decides before every request and every connection whether Webloom may talk to its target. `checkUrl` works
// without name resolution; `checkAddress` is called for each address that is dialled.
import { type AddressRange, parseAddress, specialRange } from '../../system/net/address.ts';
import { type EgressPolicy, addressEntry, nameEntry } from './policy.ts';

export type EgressReason =
  | 'invalid-url'
  | 'blocked-scheme'
  | 'blocked-port'
  | 'blocked-host'
  | 'blocked-address';

interface AllowedUrl {
  readonly allowed: true;
  /** Normalised, without user name, password and fragment; after the check only this spelling may be used. */
  readonly url: string;
  readonly hostname: string;
  readonly port: number;
}

interface RefusedUrl {
  readonly allowed: false;
  readonly reason: EgressReason;
  /** For the operator, e.g. `loopback`. Other users must be told the reason only. */
  readonly detail: string;
}

export type UrlVerdict = AllowedUrl | RefusedUrl;
export type AddressVerdict = { readonly allowed: true } | RefusedUrl;

export interface EgressTarget {
  readonly hostname: string;
  readonly port: number;
}

const MAX_URL_LENGTH = 8_192;
const MAX_HOST_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

// Names that, by standard or custom, never belong to a public server.
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'home.arpa',
  'home',
  'lan',
  'corp',
  'onion',
  'svc',
  'cluster.local',
];

// The allow list may open the operator's own networks to a name, but never these ranges.
const NEVER_BY_NAME: ReadonlySet<AddressRange> = new Set<AddressRange>([
  'metadata',
  'link-local',
  'multicast',
  'this-network',
  'reserved',
]);

export function checkUrl(raw: string, policy: EgressPolicy): UrlVerdict {
  const text = raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (text.length > MAX_URL_LENGTH) return refuse('invalid-url', `longer than ${MAX_URL_LENGTH} characters`);
  // The URL standard repairs these silently, other software reads them differently: a way around guards.
  if (hasControlOrBackslash(text)) return refuse('invalid-url', 'control character or backslash');
  if (/\p{Surrogate}/u.test(text)) return refuse('invalid-url', 'half a surrogate pair');
  if (!URL.canParse(text)) return refuse('invalid-url', 'does not parse');
  return checkParsed(new URL(text), policy);
}

/** Whether this address may be dialled. With `target`, allow-list entries for its host or port count too. */
export function checkAddress(ip: string, policy: EgressPolicy, target?: EgressTarget): AddressVerdict {
  const address = parseAddress(ip);
  if (address === null) return refuse('blocked-address', 'not an address');
  const range = specialRange(address);
  if (range === null) return { allowed: true };
  if (addressEntry(policy, address, target?.port ?? null) !== null) return { allowed: true };
  const named = target !== undefined && nameEntry(policy, target.hostname, target.port) !== null;
  if (named && !NEVER_BY_NAME.has(range)) return { allowed: true };
  return refuse('blocked-address', range);
}

function checkParsed(url: URL, policy: EgressPolicy): UrlVerdict {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('blocked-scheme', url.protocol);
  const hostname = bareHostname(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const target: EgressTarget = { hostname, port };
  const address = parseAddress(hostname);
  const fault = address === null ? checkName(target, policy) : checkAddress(hostname, policy, target);
  if (!fault.allowed) return fault;
  const listed =
    nameEntry(policy, hostname, port) !== null ||
    (address !== null && addressEntry(policy, address, port) !== null) ||
    (isLocalhost(hostname) && loopbackListed(policy, port));
  if (port === 0 || (!listed && !policy.ports.includes(port))) return refuse('blocked-port', String(port));
  url.username = '';
  url.password = '';
  url.hash = '';
  return { allowed: true, url: url.href, hostname, port };
}

/** Whether the name alone may be asked for, where its addresses are not known here. */
export function checkName({ hostname, port }: EgressTarget, policy: EgressPolicy): AddressVerdict {
  if (hostname === '' || hostname.length > MAX_HOST_LENGTH) return refuse('invalid-url', 'host name length');
  const labels = hostname.split('.');
  if (labels.some((label) => label === '' || label.length > MAX_LABEL_LENGTH)) {
    return refuse('invalid-url', 'host name label');
  }
  if (nameEntry(policy, hostname, port) !== null) return { allowed: true };
  if (isLocalhost(hostname) && loopbackListed(policy, port)) return { allowed: true };
  if (hasPrivateSuffix(hostname)) return refuse('blocked-host', 'local name');
  return labels.length === 1 ? refuse('blocked-host', 'single label') : { allowed: true };
}

/** By standard or custom the name belongs to no public server: `localhost`, `db.internal`, `printer`. */
export function isPrivateName(hostname: string): boolean {
  return hasPrivateSuffix(hostname) || !hostname.includes('.');
}

function hasPrivateSuffix(hostname: string): boolean {
  return PRIVATE_SUFFIXES.some((suffix) => hostname === suffix || hostname.endsWith(`.${suffix}`));
}

/** The host name without IPv6 brackets and without the final dot of a fully qualified name. */
export function bareHostname(hostname: string): string {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

function loopbackListed(policy: EgressPolicy, port: number): boolean {
  return ['127.0.0.1', '::1'].some((ip) => {
    const address = parseAddress(ip);
    return address !== null && addressEntry(policy, address, port) !== null;
  });
}

function hasControlOrBackslash(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

function refuse(reason: EgressReason, detail: string): RefusedUrl {
  return { allowed: false, reason, detail };
}
