// Connections through a proxy: it is asked to connect to a host and a port, and from then on passes bytes on. A host that does not
// answer is told from a proxy that does not, and a server of a pool hears which of both it was.
import net from 'node:net';
import type { EgressProxy } from '../../../domain/web/egress/policy.ts';
import type { ProxyAnswer } from '../../../domain/health/judge-proxy.ts';
import { DialFailure } from '../failure.ts';
import { type NoAnswer, type Proxy, type Question, askOver, reachProxy } from './proxy-connection.ts';
import { connectSocks, enterSocks } from './socks.ts';

/** For the connection to the proxy, which is near. */
const CONNECT_MS = 5_000;
/** For its answer: it may need this long to reach the target. */
const ANSWER_MS = 8_000;
/** For the answer of a proxy that is asked for a sign of life. */
const PROBE_MS = 2_000;
/** What a probe found out serves all requests of this time. */
const PROBED_MS = 1_000;
/** A name that nobody can have (RFC 6761): the proxy says no to it, and that is an answer. */
const NOWHERE = 'webloom-health-check.invalid';
/** Addresses of a name that are tried. */
const MAX_TRIED = 3;

/** When each proxy last answered anything, by `performance.now()`, and the probe under way or just done. */
interface Known {
  answeredAt: number;
  probe: { readonly at: number; readonly answer: Promise<ProxyAnswer> } | null;
}

const known = new WeakMap<Proxy, Known>();

/** A connection to the first host that the proxy reaches; rejects with `DialFailure`. */
export async function openTunnel(
  proxy: EgressProxy,
  { hosts, port }: { readonly hosts: readonly string[]; readonly port: number },
): Promise<net.Socket> {
  let failure = new DialFailure('dns', 'the name has no address');
  for (const host of hosts.toSorted(byFamily).slice(0, MAX_TRIED)) {
    const tried = await tryHost(proxy, { host, port });
    if (tried instanceof net.Socket) {
      proxy.pooled?.tell({ kind: 'reached' });
      return tried;
    }
    failure = tried;
    // Another address helps only where this one was not reached.
    if (failure.failure !== 'connect') break;
  }
  throw proxy.pooled === undefined ? failure : told(proxy.pooled, failure, hosts[0] ?? '');
}

/** The failure with the name of the server before it, which has heard of it. */
function told(
  { name, tell }: NonNullable<EgressProxy['pooled']>,
  { failure, message: why }: DialFailure,
  host: string,
): DialFailure {
  tell(failure === 'proxy' ? { kind: 'away', why } : { kind: 'unreached', host, why });
  return new DialFailure(failure, `${name}: ${why}`);
}

interface Target {
  readonly host: string;
  readonly port: number;
}

/** Fewer proxies have a way to IPv6. */
function byFamily(a: string, b: string): number {
  return Number(a.includes(':')) - Number(b.includes(':'));
}

async function tryHost(proxy: EgressProxy, target: Target): Promise<net.Socket | DialFailure> {
  const startedAt = performance.now();
  const plain = await reachProxy(proxy, CONNECT_MS);
  if (plain instanceof DialFailure) return plain;
  if (proxy.kind === 'socks5') return trySocks(proxy, plain, target);
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const answer = await askOver(plain, { proxy, method: 'CONNECT', target: authority, withinMs: ANSWER_MS });
  if (answer instanceof DialFailure) return answer;
  if (typeof answer === 'string')
    return (await answersSince(proxy, startedAt)) ? ofTarget(answer) : ofProxy(answer);
  knownOf(proxy).answeredAt = performance.now();
  if (answer.status >= 200 && answer.status < 300) return answer.socket;
  answer.socket.destroy();
  return refusalOf(answer.status, proxy, authority);
}

/** What is silent after the greeting waits for the target: it has answered that. */
async function trySocks(
  proxy: EgressProxy,
  plain: net.Socket,
  target: Target,
): Promise<net.Socket | DialFailure> {
  // A connection that is given up may still report how it ended.
  plain.on('error', () => undefined);
  const entered = await enterSocks(plain, { login: proxy.login(), withinMs: CONNECT_MS });
  const refused = entered ?? (await connectSocks(plain, target, ANSWER_MS));
  if (refused === null) {
    knownOf(proxy).answeredAt = performance.now();
    return plain;
  }
  plain.destroy();
  if (entered === null) knownOf(proxy).answeredAt = performance.now();
  if (refused instanceof DialFailure) return refused;
  return entered === null ? ofTarget(refused) : new DialFailure('proxy', withoutAnswer(refused, CONNECT_MS));
}

/** Of a target that they do not reach some proxies say nothing, and close the connection. */
function ofTarget(noAnswer: NoAnswer): DialFailure {
  return noAnswer === 'silent'
    ? new DialFailure('timeout', `the proxy reached it not within ${ANSWER_MS / 1_000} s`)
    : new DialFailure('connect', 'the proxy closed the connection instead of an answer: it may not reach it');
}

function ofProxy(noAnswer: NoAnswer): DialFailure {
  return new DialFailure('proxy', withoutAnswer(noAnswer, ANSWER_MS));
}

function withoutAnswer(noAnswer: NoAnswer, withinMs: number): string {
  return noAnswer === 'silent'
    ? `the proxy gave no answer within ${withinMs / 1_000} s`
    : 'the proxy closed the connection before it answered';
}

/** What the proxy's status says: about the target, about this target through this proxy, or about the proxy. */
function refusalOf(status: number, proxy: EgressProxy, authority: string): DialFailure {
  const { dns, pooled } = proxy;
  if (status === 407) return new DialFailure('proxy', loginRefused(proxy));
  if (status === 504) return new DialFailure('timeout', 'the proxy reached it not in time (504)');
  if (status >= 500)
    return new DialFailure(
      'connect',
      `the proxy could not ${dns === 'proxy' ? 'look it up or ' : ''}connect to it (${status})`,
    );
  const port = authority.slice(authority.lastIndexOf(':') + 1);
  const hint =
    dns === 'here' && pooled === undefined
      ? '; it may want names, not addresses: WEBLOOM_PROXY_DNS=proxy'
      : '';
  return new DialFailure(
    'proxy-refused',
    `the proxy does not let CONNECT through to it at port ${port} (${status})${hint}`,
  );
}

function loginRefused({ pooled }: Proxy): string {
  const which = pooled === undefined ? 'the one of WEBLOOM_PROXY' : 'the one it was given';
  return `the proxy asks for a login, or refuses ${which} (407)`;
}

/** Whether the proxy gave anybody an answer since, or gives one now. A silent target must not pass for a silent proxy. */
export async function answersSince(proxy: Proxy, since: number): Promise<boolean> {
  const about = knownOf(proxy);
  if (about.answeredAt > since) return true;
  const now = performance.now();
  if (about.probe === null || now - about.probe.at > PROBED_MS)
    about.probe = { at: now, answer: askProxy(proxy, PROBE_MS) };
  return 'answersMs' in (await about.probe.answer);
}

/** Asks for a sign of life, with its login, by a host that does not exist. */
export async function askProxy(proxy: Proxy, withinMs: number): Promise<ProxyAnswer> {
  const startedAt = performance.now();
  if (proxy.kind === 'socks5') return greet(proxy, withinMs);
  const first = await ask(proxy, { method: 'CONNECT', target: `${NOWHERE}:443`, withinMs });
  // A proxy that closes the connection may mean the host. To a whole address each has to say something.
  const answer =
    first === 'closed' ? await ask(proxy, { method: 'GET', target: `http://${NOWHERE}/`, withinMs }) : first;
  if (typeof answer === 'string') return { fault: withoutAnswer(answer, withinMs) };
  if (answer instanceof DialFailure) return { fault: answer.message };
  return answer === 407
    ? { fault: loginRefused(proxy) }
    : { answersMs: Math.round(performance.now() - startedAt) };
}

/** To one of SOCKS5 the greeting, with the login, is the sign of life. */
async function greet(proxy: Proxy, withinMs: number): Promise<ProxyAnswer> {
  const startedAt = performance.now();
  const plain = await reachProxy(proxy, withinMs);
  if (plain instanceof DialFailure) return { fault: plain.message };
  plain.on('error', () => undefined);
  const refused = await enterSocks(plain, { login: proxy.login(), withinMs });
  plain.destroy();
  if (refused instanceof DialFailure) return { fault: refused.message };
  if (refused !== null) return { fault: withoutAnswer(refused, withinMs) };
  knownOf(proxy).answeredAt = performance.now();
  return { answersMs: Math.round(performance.now() - startedAt) };
}

/** The status of the answer. */
async function ask(
  proxy: Proxy,
  question: Omit<Question, 'proxy'>,
): Promise<number | DialFailure | NoAnswer> {
  const plain = await reachProxy(proxy, question.withinMs);
  if (plain instanceof DialFailure) return plain;
  const answer = await askOver(plain, { proxy, ...question });
  if (typeof answer === 'string' || answer instanceof DialFailure) return answer;
  answer.socket.destroy();
  knownOf(proxy).answeredAt = performance.now();
  return answer.status;
}

function knownOf(proxy: Proxy): Known {
  const found = known.get(proxy) ?? { answeredAt: Number.NEGATIVE_INFINITY, probe: null };
  known.set(proxy, found);
  return found;
}
