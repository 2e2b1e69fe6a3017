// A connection to a proxy, and one question over it. What is told of a failure names neither the proxy nor its login,
// because people of every workspace read it.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import type { EgressProxy } from '../../../domain/web/egress/policy.ts';
import { basicCredentials } from '../../../domain/web/fetch/basic-credentials.ts';
import { ConnectionRefusedByPolicy, DialFailure } from '../failure.ts';
import { given } from '../../../domain/system/given.ts';

const MAX_HEADER_BYTES = 16 * 1024;

export type Proxy = Pick<EgressProxy, 'kind' | 'hostname' | 'port' | 'secure' | 'login' | 'pooled'>;

export async function reachProxy(proxy: Proxy, withinMs: number): Promise<net.Socket | DialFailure> {
  const { hostname, port, secure, pooled } = proxy;
  const judged = pooled === undefined ? null : await judgedOf(pooled);
  if (judged instanceof DialFailure) return judged;
  const plain = net.connect({
    host: hostname,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    // Returns the judged addresses, so a name that changes between look-up and dial makes no difference.
    ...(judged === null ? {} : { lookup: lookupOf(judged) }),
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

type Judged = Awaited<ReturnType<NonNullable<Proxy['pooled']>['addresses']>>;

async function judgedOf({ addresses }: NonNullable<Proxy['pooled']>): Promise<Judged | DialFailure> {
  try {
    return await addresses();
  } catch (error) {
    if (error instanceof ConnectionRefusedByPolicy)
      return new DialFailure('proxy', `its address is not allowed (${error.reason})`);
    if (error instanceof DialFailure) return new DialFailure('proxy', 'the name of the proxy is not known');
    throw error;
  }
}

function lookupOf(judged: Judged): net.LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = judged;
    if (options.all === true) callback(null, [...judged]);
    else callback(null, first?.address ?? '', first?.family);
  };
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
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'nothing listens at the address of the proxy (ECONNREFUSED)';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name of the proxy is not known (${code})`;
  if (code.startsWith('HPE_')) return `what listens at the address of the proxy speaks no HTTP (${code})`;
  return `the proxy is not reached (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
}

export interface Question {
  readonly proxy: Proxy;
  readonly method: 'CONNECT' | 'GET';
  /** `host:port` for CONNECT, else a whole address. */
  readonly target: string;
  readonly withinMs: number;
}

export interface ProxyReply {
  readonly status: number;
  readonly socket: net.Socket;
}

/** Why no answer came: in time, or because the connection was closed. */
export type NoAnswer = 'silent' | 'closed';

export function askOver(plain: net.Socket, question: Question): Promise<ProxyReply | DialFailure | NoAnswer> {
  const { proxy, method, target, withinMs } = question;
  return new Promise((resolve) => {
    const login = proxy.login();
    const authorization = login === null ? undefined : basicCredentials(login.user, login.password);
    const request = http.request({
      method,
      path: target,
      headers: {
        host: method === 'CONNECT' ? target : new URL(target).host,
        connection: 'keep-alive',
        ...given({ 'proxy-authorization': authorization }),
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      createConnection: () => plain,
    });
    const timer = setTimeout(() => {
      resolve('silent');
      request.destroy();
    }, withinMs);
    request.on('connect', (response, socket: net.Socket, first) => {
      clearTimeout(timer);
      // A mail server speaks first: its words may have come with the proxy's.
      if (first.length > 0) socket.unshift(first);
      resolve({ status: response.statusCode ?? 0, socket });
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      resolve({ status: response.statusCode ?? 0, socket: response.socket });
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      const isClosed = ['ECONNRESET', 'EPIPE'].includes(codeOf(error));
      resolve(isClosed ? 'closed' : new DialFailure('proxy', wordsOf(error, withinMs)));
    });
    request.end();
  });
}
