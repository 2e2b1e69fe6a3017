// A connection to the operator's proxy, and one question over it. What is told of a failure names neither the proxy nor its login,
// because people of every workspace read it.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import type { ProxyAddress } from '../../domain/web/egress/policy.ts';
import { DialFailure } from './failure.ts';
import { given } from '../../domain/system/given.ts';

const MAX_HEADER_BYTES = 16 * 1024;

export async function reachProxy(proxy: ProxyAddress, withinMs: number): Promise<net.Socket | DialFailure> {
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
  readonly proxy: ProxyAddress;
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
    const authorization = proxy.authorization();
    const request = http.request({
      method,
      path: target,
      headers: {
        host: method === 'CONNECT' ? target : new URL(target).host,
        connection: 'keep-alive',
        ...given({ 'proxy-authorization': authorization ?? undefined }),
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
