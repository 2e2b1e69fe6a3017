// The proxy by which requests go out, and which targets go there. What is private by its address or by its name never goes to
// the proxy: there, 127.0.0.1 or `db.internal` would be another machine than here.
import { parseAddress, specialRange } from '../../system/net/address.ts';
import { type EgressTarget, isPrivateName } from './check.ts';
import {
  type EgressProxy,
  type ProxyAddress,
  type ProxyException,
  type ProxyKind,
  type ProxyLogin,
  addressEntry,
  parseAllowHosts,
} from './policy.ts';

export type Way = 'direct' | 'proxy';

interface Scheme {
  readonly kind: ProxyKind;
  readonly secure: boolean;
  readonly port: number;
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  'http:': { kind: 'http', secure: false, port: 80 },
  'https:': { kind: 'http', secure: true, port: 443 },
  'socks5:': { kind: 'socks5', secure: false, port: 1080 },
};

/** Reads `WEBLOOM_PROXY`, or the address of a server of a pool; a text is its fault, which never repeats the value. */
export function parseProxy(text: string): ProxyAddress | string {
  if (!URL.canParse(text) || !text.includes('://'))
    return 'must be an address with its scheme, as in http://proxy.example:3128';
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const scheme = Object.hasOwn(SCHEMES, protocol) ? SCHEMES[protocol] : undefined;
  if (scheme === undefined)
    return 'must begin with http://, https:// or socks5://: other kinds of proxies (SOCKS4, socks5h) are not spoken';
  if (hostname === '') return 'names no host';
  if (!['', '/'].includes(pathname) || search !== '' || hash !== '')
    return 'must end with the port: a proxy has no path. In a password, write # as %23, ? as %3F and / as %2F';
  const login = readLogin(username, password);
  if (login === undefined) return 'has a % in its user or password that begins no code: write % as %25';
  return {
    kind: scheme.kind,
    // The standard leaves names of schemes that it does not know as they are written.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase(),
    port: port === '' ? scheme.port : Number(port),
    secure: scheme.secure,
    login: () => login,
  };
}

/** Null: without a login; undefined: not readable. */
function readLogin(user: string, password: string): ProxyLogin | null | undefined {
  if (user === '' && password === '') return null;
  try {
    return { user: decodeURIComponent(user), password: decodeURIComponent(password) };
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
