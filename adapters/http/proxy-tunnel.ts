// Connections through the operator's proxy: it is asked to CONNECT to a host and a port, and from then on passes bytes on.
// What is told of a failure names neither the proxy nor its login, because people of every workspace read it.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import type { EgressProxy, ProxyAddress } from '../../domain/egress/proxy.ts';
import type { ProxyAnswer } from '../../domain/health/judge-proxy.ts';
import { DialFailure } from './failure.ts';

/** For the connection to the proxy, which is near. */
const CONNECT_MS = 5_000;
/** For its answer: it may need this long to reach the target. */
const ANSWER_MS = 8_000;
/** For the answer of a proxy that is asked for a sign of life. */
const PROBE_MS = 2_000;
/** What a probe found out serves all requests of this time. */
const PROBED_MS = 1_000;
const MAX_HEADER_BYTES = 16 * 1024;
/** A name that nobody can have (RFC 6761): the proxy says no to it, and that is an answer. */
const NOWHERE = 'webloom-health-check.invalid:443';
/** Addresses of a name that are tried. */
const MOST_TRIED = 3;

const LOGIN_REFUSED = 'the proxy asks for a login, or refuses the one of WEBLOOM_PROXY (407)';

/** When each proxy last answered anything, by `performance.now()`, and the probe under way or just done. */
interface Known {
  answeredAt: number;
  probe: { readonly at: number; readonly answer: Promise<ProxyAnswer> } | null;
}

const known = new WeakMap<ProxyAddress, Known>();

/** A connection to the first host that the proxy reaches; rejects with `DialFailure`. */
export async function openTunnel(
  proxy: EgressProxy,
  { hosts, port }: { readonly hosts: readonly string[]; readonly port: number },
): Promise<net.Socket> {
  let failure = new DialFailure('dns', 'the name has no address');
  for (const host of hosts.toSorted(byFamily).slice(0, MOST_TRIED)) {
    const tried = await tryHost(proxy, `${host.includes(':') ? `[${host}]` : host}:${port}`);
    if (tried instanceof net.Socket) return tried;
    failure = tried;
    // Another address helps only where this one was not reached.
    if (failure.failure !== 'connect') break;
  }
  throw failure;
}

/** Fewer proxies have a way to IPv6. */
function byFamily(a: string, b: string): number {
  return Number(a.includes(':')) - Number(b.includes(':'));
}

async function tryHost(proxy: EgressProxy, authority: string): Promise<net.Socket | DialFailure> {
  const startedAt = performance.now();
  const plain = await reachProxy(proxy, CONNECT_MS);
  if (plain instanceof DialFailure) return plain;
  const answer = await askConnect(plain, { proxy, authority, withinMs: ANSWER_MS });
  if (answer === 'silent') return (await answersSince(proxy, startedAt)) ? notInTime() : neverAnswers();
  if (answer instanceof DialFailure) return answer;
  if (answer.status >= 200 && answer.status < 300) return answer.socket;
  answer.socket.destroy();
  return refusalOf(answer.status, proxy, authority);
}

function notInTime(): DialFailure {
  return new DialFailure('timeout', `the proxy reached it not within ${ANSWER_MS / 1_000} s`);
}

function neverAnswers(): DialFailure {
  return new DialFailure('proxy', `the proxy gave no answer within ${ANSWER_MS / 1_000} s`);
}

/** What the proxy's status says: about the target, about this target through this proxy, or about the proxy. */
function refusalOf(status: number, { dns }: EgressProxy, authority: string): DialFailure {
  if (status === 407) return new DialFailure('proxy', LOGIN_REFUSED);
  if (status === 504) return new DialFailure('timeout', 'the proxy reached it not in time (504)');
  if (status >= 500)
    return new DialFailure(
      'connect',
      `the proxy could not ${dns === 'proxy' ? 'look it up or ' : ''}connect to it (${status})`,
    );
  const port = authority.slice(authority.lastIndexOf(':') + 1);
  const hint = dns === 'here' ? '; it may want names, not addresses: WEBLOOM_PROXY_DNS=proxy' : '';
  return new DialFailure(
    'proxy-refused',
    `the proxy does not let CONNECT through to it at port ${port} (${status})${hint}`,
  );
}

/** Whether the proxy gave anybody an answer since, or gives one now. A silent target must not pass for a silent proxy. */
export async function answersSince(proxy: ProxyAddress, since: number): Promise<boolean> {
  const about = knownOf(proxy);
  if (about.answeredAt > since) return true;
  const now = performance.now();
  if (about.probe === null || now - about.probe.at > PROBED_MS)
    about.probe = { at: now, answer: askProxy(proxy, PROBE_MS) };
  return 'answersMs' in (await about.probe.answer);
}

/** Asks for a sign of life, with its login, by a host that does not exist. */
export async function askProxy(proxy: ProxyAddress, withinMs: number): Promise<ProxyAnswer> {
  const startedAt = performance.now();
  const plain = await reachProxy(proxy, withinMs);
  if (plain instanceof DialFailure) return { fault: plain.message };
  const answer = await askConnect(plain, { proxy, authority: NOWHERE, withinMs });
  if (answer === 'silent') return { fault: `the proxy gave no answer within ${withinMs / 1_000} s` };
  if (answer instanceof DialFailure) return { fault: answer.message };
  answer.socket.destroy();
  return answer.status === 407
    ? { fault: LOGIN_REFUSED }
    : { answersMs: Math.round(performance.now() - startedAt) };
}

function knownOf(proxy: ProxyAddress): Known {
  const found = known.get(proxy) ?? { answeredAt: Number.NEGATIVE_INFINITY, probe: null };
  known.set(proxy, found);
  return found;
}

async function reachProxy(proxy: ProxyAddress, withinMs: number): Promise<net.Socket | DialFailure> {
  const { hostname, port, secure } = proxy;
  const plain = net.connect({
    host: hostname,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  });
  const reached = await ready(plain, 'connect', withinMs);
  if (!secure || reached instanceof DialFailure) return reached;
  const name = net.isIP(hostname) === 0 ? { servername: hostname } : { host: hostname };
  return ready(
    tls.connect({ socket: plain, ...name, ALPNProtocols: ['http/1.1'] }),
    'secureConnect',
    withinMs,
  );
}

async function ready(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  withinMs: number,
): Promise<net.Socket | DialFailure> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(withinMs) });
    return socket;
  } catch (error) {
    // A destroyed socket may still report the reset it has caused.
    socket.on('error', () => undefined).destroy();
    return new DialFailure('proxy', wordsOf(error, withinMs));
  }
}

/** By the code alone: messages of the system name the address. */
function wordsOf(error: unknown, withinMs: number): string {
  if (error instanceof Error && error.name === 'AbortError')
    return `the proxy is not reached within ${withinMs / 1_000} s`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  if (code === 'ECONNREFUSED') return 'nothing listens at the address of the proxy (ECONNREFUSED)';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name of the proxy is not known (${code})`;
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return `the proxy closed the connection before it answered (${code})`;
  if (code.startsWith('HPE_')) return `what listens at the address of the proxy speaks no HTTP (${code})`;
  return `the proxy is not reached (${code})`;
}

interface Question {
  readonly proxy: ProxyAddress;
  readonly authority: string;
  readonly withinMs: number;
}

type ConnectAnswer = { readonly status: number; readonly socket: net.Socket };

function askConnect(
  plain: net.Socket,
  { proxy, authority, withinMs }: Question,
): Promise<ConnectAnswer | DialFailure | 'silent'> {
  return new Promise((resolve) => {
    const authorization = proxy.authorization();
    const request = http.request({
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        connection: 'keep-alive',
        ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      createConnection: () => plain,
    });
    const timer = setTimeout(() => {
      resolve('silent');
      request.destroy();
    }, withinMs);
    request.on('connect', (response, socket: net.Socket, head) => {
      clearTimeout(timer);
      knownOf(proxy).answeredAt = performance.now();
      // A mail server speaks first: its words may have come with the proxy's.
      if (head.length > 0) socket.unshift(head);
      resolve({ status: response.statusCode ?? 0, socket });
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      resolve(new DialFailure('proxy', wordsOf(error, withinMs)));
    });
    request.end();
  });
}
