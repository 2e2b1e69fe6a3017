// The only place in this adapter that opens a socket to a target. A literal target is judged itself, a name by all its
// addresses; one refused address refuses the name. Only judged addresses are dialled, and the connected peer
// is judged once more. A proxy is asked for judged addresses, too, unless it is the one that looks names up.
import net from 'node:net';
import tls from 'node:tls';
import { type EgressTarget, bareHostname, checkAddress, checkName } from '../../domain/web/egress/check.ts';
import type { EgressPolicy, EgressProxy } from '../../domain/web/egress/policy.ts';
import { wayOfAddresses, wayOfName } from '../../domain/web/egress/proxy.ts';
import type { ResolvedAddress } from '../../domain/web/fetch/resolver.ts';
import { classifyDial, ConnectionRefusedByPolicy, DialFailure } from './failure.ts';
import { type DialGuard, judgedAddresses } from './judged-addresses.ts';
import { openTunnel } from './proxy/proxy-tunnel.ts';

/**
 * The parts of a TLS handshake that may imitate a browser. Verification, versions and protocols are fixed.
 */
type HandshakeStyle = Pick<tls.ConnectionOptions, 'ciphers' | 'sigalgs' | 'ecdhCurve'>;

export interface DialTarget extends EgressTarget {
  readonly secure: boolean;
  readonly style?: HandshakeStyle;
}

export interface Dialled {
  readonly socket: net.Socket;
  readonly dnsMs: number;
  readonly connectMs: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const TLS_TIMEOUT_MS = 10_000;

/** Rejects with `ConnectionRefusedByPolicy` or `DialFailure`. */
export async function dial(target: DialTarget, guard: DialGuard): Promise<Dialled> {
  const startedMs = performance.now();
  const route = await routeTo(target, guard);
  const resolvedMs = performance.now();
  const plain =
    route.proxy === null
      ? await connectToJudged(target, route.addresses, guard.policy)
      : await openTunnel(route.proxy, { hosts: route.hosts, port: target.port });
  const socket = target.secure ? await secure(plain, target, guard) : plain;
  const literal = net.isIP(target.hostname) !== 0;
  return { socket, dnsMs: literal ? 0 : resolvedMs - startedMs, connectMs: performance.now() - resolvedMs };
}

export function dialTarget(hostname: string, port: string, protocol: string): DialTarget {
  const isSecure = protocol === 'https:';
  const number = port === '' ? (isSecure ? 443 : 80) : Number(port);
  return { hostname: bareHostname(hostname), port: number, secure: isSecure };
}

type Route =
  | { readonly proxy: null; readonly addresses: readonly ResolvedAddress[] }
  /** `hosts`: what the proxy is asked for, judged addresses or the name. */
  | { readonly proxy: EgressProxy; readonly hosts: readonly string[] };

async function routeTo(target: EgressTarget, guard: DialGuard): Promise<Route> {
  const { proxy } = guard.policy;
  const known = proxy === undefined ? 'direct' : wayOfName(proxy, target);
  if (proxy !== undefined && known === 'proxy') {
    const verdict = checkName(target, guard.policy);
    if (!verdict.allowed) throw new ConnectionRefusedByPolicy(verdict.reason, verdict.detail);
    return { proxy, hosts: [target.hostname] };
  }
  const addresses = await judgedAddresses(target, guard);
  const hosts = addresses.map(({ address }) => address);
  const isDirect =
    proxy === undefined || known === 'direct' || wayOfAddresses(proxy, hosts, target.port) === 'direct';
  return isDirect ? { proxy: null, addresses } : { proxy, hosts };
}

async function connectToJudged(
  target: DialTarget,
  addresses: readonly ResolvedAddress[],
  policy: EgressPolicy,
): Promise<net.Socket> {
  const plain = await connect(target, addresses);
  const peer = checkAddress(plain.remoteAddress ?? '', policy, target);
  if (peer.allowed) return plain;
  plain.destroy();
  throw new ConnectionRefusedByPolicy(peer.reason, peer.detail);
}

function connect(target: DialTarget, addresses: readonly ResolvedAddress[]): Promise<net.Socket> {
  const socket = net.connect({
    host: target.hostname,
    port: target.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    // Returns the judged addresses, so a name that changes between look-up and dial makes no difference.
    lookup: (_hostname, options, callback) => {
      const [first] = addresses;
      if (options.all === true) callback(null, [...addresses]);
      else callback(null, first?.address ?? '', first?.family);
    },
  });
  return settled(socket, 'connect', CONNECT_TIMEOUT_MS);
}

function secure(
  socket: net.Socket,
  target: DialTarget,
  { takesAnyCertificate = false }: DialGuard,
): Promise<net.Socket> {
  const name = net.isIP(target.hostname) === 0 ? { servername: target.hostname } : { host: target.hostname };
  const secured = tls.connect({
    ...target.style,
    socket,
    ...name,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !takesAnyCertificate,
  });
  return settled(secured, 'tls', TLS_TIMEOUT_MS);
}

function settled<S extends net.Socket>(socket: S, step: 'connect' | 'tls', timeoutMs: number): Promise<S> {
  return new Promise((resolve, reject) => {
    const event = step === 'tls' ? 'secureConnect' : 'connect';
    const timer = setTimeout(() => fail(new DialFailure('timeout', `${step}: ${timeoutMs} ms`)), timeoutMs);
    const done = (): void => {
      clearTimeout(timer);
      socket.off(event, connected).off('error', failed);
    };
    const fail = (error: DialFailure): void => {
      done();
      // A destroyed socket may still report the reset it has caused.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const failed = (error: Error): void => fail(classifyDial(error, step));
    const connected = (): void => {
      done();
      resolve(socket);
    };
    socket.on(event, connected).on('error', failed);
  });
}
