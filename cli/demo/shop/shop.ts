// The demo shop: a small website on loopback whose content changes from act to act. It serves the pages of
// site-map.ts and adds what only a server can do: conditional answers, one slow page, and one page that is
// busy for a moment.
import { createHash } from 'node:crypto';
import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type ShopState, FIRST_STATE, nextState } from './act.ts';
import { createNoise } from './noise.ts';
import { type RequestLog, RequestHistory } from './request-log.ts';
import { type Answer, answerFor } from './site-map.ts';
import { given } from '../../../domain/system/given.ts';

export interface Shop {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly act: number;
  /** Begins the next act, for all pages at once. */
  advance(): void;
  /** The latest requests, oldest first. */
  requests(): RequestLog[];
  stop(): Promise<void>;
}

export interface ShopOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

/** Answers after 1.5 s, like a page that is slow to make. */
export const SLOW_PATH = '/workshop';
const SLOW_MS = 1500;
/** Answers 503 to the first request of every act. */
export const BUSY_PATH = '/delivery';
/** Linked from every page, but does not exist. */
export const MISSING_PATH = '/spring-catalogue';

interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

function entityTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** RFC 9110 section 13: If-None-Match, if present, decides alone and compares weakly. */
function isUnchanged(request: IncomingMessage, tag: string, modified: Date): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return modified.getTime() <= since;
}

function conditionalReply(request: IncomingMessage, answer: Answer): Reply {
  const { status, contentType, body, lastModified } = answer;
  if (lastModified === undefined) {
    return { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
  }
  const modified = new Date(`${lastModified}T00:00:00Z`);
  const tag = entityTag(body);
  const headers = { etag: tag, 'last-modified': modified.toUTCString(), 'cache-control': 'no-cache' };
  if (isUnchanged(request, tag, modified)) return { status: 304, headers, body: '' };
  return { status, headers: { ...headers, 'content-type': contentType }, body };
}

function plainReply(status: number, text: string, headers: OutgoingHttpHeaders = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${text}\n` };
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const length = reply.status === 304 ? {} : { 'content-length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(request.method === 'HEAD' ? '' : reply.body);
}

/** The path with its query; an empty query is left out. */
function requestPath(request: IncomingMessage): string {
  const target = request.url ?? '/';
  return target.endsWith('?') ? target.slice(0, -1) : target;
}

class ShopServer {
  #state: ShopState = FIRST_STATE;
  #busyInAct = 0;
  readonly #noise = createNoise(Date.now);
  readonly #history = new RequestHistory();
  readonly #stopping = new AbortController();
  readonly server: Server;
  url = '';

  constructor() {
    this.server = createServer((request, response) => {
      void this.#handle(request, response);
    });
  }

  get act(): number {
    return this.#state.act;
  }

  advance(): void {
    this.#state = nextState(this.#state);
  }

  requests(): RequestLog[] {
    return this.#history.entries();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const path = requestPath(request);
    request.resume();
    try {
      if (path === SLOW_PATH) await wait(SLOW_MS, undefined, { signal: this.#stopping.signal });
    } catch {
      response.destroy();
      return;
    }
    const { act } = this;
    const reply = this.#reply(request, path);
    const { 'if-none-match': ifNoneMatch, 'user-agent': userAgent } = request.headers;
    this.#history.add({
      at,
      method: request.method ?? 'GET',
      path,
      status: reply.status,
      act,
      ...given({ ifNoneMatch, userAgent }),
    });
    send(request, response, reply);
  }

  #reply(request: IncomingMessage, path: string): Reply {
    if (path === '/__advance') return this.#advanceReply(request);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plainReply(405, 'This shop can only be looked at.', { allow: 'GET, HEAD' });
    if (path === BUSY_PATH && this.#busyInAct !== this.act) {
      this.#busyInAct = this.act;
      return plainReply(503, 'One moment, please.', { 'retry-after': '1' });
    }
    const answer = answerFor(this.#state, path, { origin: this.url, noise: this.#noise() });
    return conditionalReply(request, answer);
  }

  /** Accepted from this machine only, and not from a website open in its browser. */
  #advanceReply(request: IncomingMessage): Reply {
    const address = request.socket.remoteAddress ?? '';
    const isLocal = /^(?:::ffff:)?127\.|^::1$/.test(address) && request.headers.origin === undefined;
    if (!isLocal) return plainReply(403, 'Only for this machine.');
    if (request.method !== 'POST') return plainReply(405, 'POST moves the shop on.', { allow: 'POST' });
    this.advance();
    return plainReply(200, `act ${this.act}`);
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `The demo shop cannot listen on ${host}:${port}; choose another port with --port.`;
      reject(new WebloomError('dependency-unavailable', message, { facts: { host, port }, cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

export async function startShop({ port, host = '127.0.0.1' }: ShopOptions): Promise<Shop> {
  const shop = new ShopServer();
  const actualPort = await listen(shop.server, port, host);
  shop.url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
  return {
    url: shop.url,
    port: actualPort,
    get act() {
      return shop.act;
    },
    advance: () => {
      shop.advance();
    },
    requests: () => shop.requests(),
    stop: () => shop.stop(),
  };
}
