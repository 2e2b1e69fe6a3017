// A web site of the tests' own on a real socket: handlers by path, a log of what was asked and when, a count of
// connections. Handlers get the raw socket too, so they can misbehave below HTTP.
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface RequestRecord {
  /** `performance.now()` at the server. */
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Site {
  readonly host: string;
  readonly port: number;
  readonly log: readonly RequestRecord[];
  readonly connections: () => number;
  /** Ports of the clients that wait for an answer now. */
  readonly askedFrom: () => readonly number[];
  /** As a server does that is started again; requests that wait for an answer lose theirs. */
  readonly endConnections: () => void;
  readonly url: (path: string) => string;
  readonly close: () => Promise<void>;
}

export interface SiteOptions {
  /** Any of 127/8. Default 127.0.0.1. */
  readonly host?: string;
  /** Default: any free one. */
  readonly port?: number;
}

/** Paths not listed answer 404; the query is not part of the path. */
export async function startSite(
  handlers: Readonly<Record<string, Handler>>,
  options: SiteOptions = {},
): Promise<Site> {
  const log: RequestRecord[] = [];
  const sockets = new Set<Socket>();
  const unanswered = new Set<ServerResponse>();
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    log.push({ atMs: performance.now(), method: request.method ?? '', path, headers: request.headers });
    unanswered.add(response);
    response.on('close', () => unanswered.delete(response));
    const handler = handlers[path.split('?')[0] ?? '/'];
    if (handler === undefined) response.writeHead(404).end('nothing here');
    else handler(request, response);
  };
  const server = createServer(listener);
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    host,
    port,
    log,
    connections: () => connections,
    askedFrom: () => [...unanswered].flatMap(({ socket }) => socket?.remotePort ?? []),
    endConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    url: (path) => `http://${host}:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
