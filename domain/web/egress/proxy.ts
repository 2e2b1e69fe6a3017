// The proxy by which requests go out, and which targets go there. What is private by its address or by its name never goes to
// the proxy: there, 127.0.0.1 or `db.internal` would be another machine than here.
import { parseAddress, specialRange } from '../../system/net/address.ts';
import { type EgressTarget, isPrivateName } from './check.ts';
import {
  type EgressProxy,
  type ProxyAddress,
  type ProxyException,
  addressEntry,
  parseAllowHosts,
} from './policy.ts';

export type Way = 'direct' | 'proxy';

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443 } as const;

/** Reads `WEBLOOM_PROXY`; a text is its fault, which never repeats the value. */
export function parseProxy(text: string): ProxyAddress | string {
  if (!URL.canParse(text) || !text.includes('://'))
    return 'must be an address with its scheme, as in http://proxy.example:3128';
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:')
    return 'must begin with http:// or https://: other kinds of proxies (SOCKS) are not spoken';
  if (pathname !== '/' || search !== '' || hash !== '')
    return 'must end with the port: a proxy has no path. In a password, write # as %23, ? as %3F and / as %2F';
  const login = readLogin(username, password);
  if (login === undefined) return 'has a % in its user or password that begins no code: write % as %25';
  return {
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? DEFAULT_PORTS[protocol] : Number(port),
    secure: protocol === 'https:',
    authorization: () => login,
  };
}

/** Null: without a login; undefined: not readable. */
function readLogin(username: string, password: string): string | null | undefined {
  if (username === '' && password === '') return null;
  try {
    const bytes = new TextEncoder().encode([username, password].map(decodeURIComponent).join(':'));
    return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
  } catch {
    return undefined; // a URIError, which says no more
  }
}

/** Reads `WEBLOOM_NO_PROXY`: `host`, `.suffix`, `*.suffix`, address or CIDR block, each with an optional `:port`. */
export function parseNoProxy(text: string): {
  readonly entries: readonly ProxyException[];
  readonly faults: readonly string[];
} {
  const entries: ProxyException[] = [];
  const faults: string[] = [];
  for (const part of text.split(/[\s,]+/).filter((item) => item !== '')) {
    if (part === '*') {
      faults.push('*: would use the proxy for nothing; leave WEBLOOM_PROXY out instead');
      continue;
    }
    const [, below = '', rest = ''] = /^(\*?\.)?(.*)$/.exec(part) ?? [];
    const found = parseAllowHosts(rest);
    faults.push(...found.faults);
    if (rest === '') faults.push(`${part}: not a host name`);
    if (below !== '' && found.entries.some(({ block }) => block !== null))
      faults.push(`${part}: an address has no hosts below it`);
    entries.push(...found.entries.map((host) => ({ host, onlyBelow: below !== '' })));
  }
  return { entries, faults };
}

/** The way of a host by its name; null: its addresses decide. */
export function wayOfName({ dns, except }: EgressProxy, target: EgressTarget): Way | null {
  if (parseAddress(target.hostname) !== null) return null;
  if (except.some((entry) => isNamed(entry, target)) || isPrivateName(target.hostname)) return 'direct';
  return dns === 'proxy' ? 'proxy' : null;
}

/** The way of a host by its addresses, which have been judged: a private one is here because the operator allows it. */
export function wayOfAddresses({ except }: EgressProxy, ips: readonly string[], port: number): Way {
  const addresses = ips.flatMap((ip) => parseAddress(ip) ?? []);
  if (addresses.some((address) => specialRange(address) !== null)) return 'direct';
  const policy = { allowHosts: except.map(({ host }) => host), ports: [] };
  return addresses.every((address) => addressEntry(policy, address, port) !== null) ? 'direct' : 'proxy';
}

/** As other programs read such a list: a name stands for the hosts below it, too. */
function isNamed({ host: { name, port }, onlyBelow }: ProxyException, target: EgressTarget): boolean {
  if (name === null || (port !== null && port !== target.port)) return false;
  return target.hostname.endsWith(`.${name}`) || (!onlyBelow && target.hostname === name);
}
