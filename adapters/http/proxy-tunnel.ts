// Connections through the operator's proxy: it is asked to CONNECT to a host and a port, and from then on passes bytes on. A host
// that does not answer is told from a proxy that does not.
import net from 'node:net';
import type { EgressProxy, ProxyAddress } from '../../domain/web/egress/policy.ts';
import type { ProxyAnswer } from '../../domain/health/judge-proxy.ts';
import { DialFailure } from './failure.ts';
import { type NoAnswer, type Question, askOver, reachProxy } from './proxy-connection.ts';

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
  for (const host of hosts.toSorted(byFamily).slice(0, MAX_TRIED)) {
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
  const answer = await askOver(plain, { proxy, method: 'CONNECT', target: authority, withinMs: ANSWER_MS });
  if (answer instanceof DialFailure) return answer;
  if (typeof answer === 'string')
    return (await answersSince(proxy, startedAt)) ? ofTarget(answer) : ofProxy(answer);
  knownOf(proxy).answeredAt = performance.now();
  if (answer.status >= 200 && answer.status < 300) return answer.socket;
  answer.socket.destroy();
  return refusalOf(answer.status, proxy, authority);
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
  const first = await ask(proxy, { method: 'CONNECT', target: `${NOWHERE}:443`, withinMs });
  // A proxy that closes the connection may mean the host. To a whole address each has to say something.
  const answer =
    first === 'closed' ? await ask(proxy, { method: 'GET', target: `http://${NOWHERE}/`, withinMs }) : first;
  if (typeof answer === 'string') return { fault: withoutAnswer(answer, withinMs) };
  if (answer instanceof DialFailure) return { fault: answer.message };
  return answer === 407 ? { fault: LOGIN_REFUSED } : { answersMs: Math.round(performance.now() - startedAt) };
}

/** The status of the answer. */
async function ask(
  proxy: ProxyAddress,
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

function knownOf(proxy: ProxyAddress): Known {
  const found = known.get(proxy) ?? { answeredAt: Number.NEGATIVE_INFINITY, probe: null };
  known.set(proxy, found);
  return found;
}
