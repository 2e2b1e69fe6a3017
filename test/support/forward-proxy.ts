// A forward proxy of the tests' own on a real socket: takes CONNECT, asks for a login where one is given, and misbehaves when it
// is told to. Public addresses are played by servers on loopback, which it is told.
import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';

/**
 * `open`: connects to what is asked for. `mute`: takes connections and never answers. `closing`: closes each at once.
 * `speechless`: closes those to what it does not reach, without an answer.
 * A number: answers with this status.
 */
export type ProxyMode = 'open' | 'mute' | 'closing' | 'speechless' | number;

export interface ForwardProxy {
  readonly port: number;
  /** What it was asked to connect to, in order, but for signs of life. */
  readonly asked: readonly string[];
  readonly setMode: (mode: ProxyMode) => void;
  /** As a process that is killed: breaks all connections and refuses new ones until `revive`. */
  readonly kill: () => Promise<void>;
  readonly revive: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ForwardProxyOptions {
  /** Ports on loopback by `host:port` that is asked for; all others are not reached (502). */
  readonly reaches: Readonly<Record<string, number>>;
  /** `user:password` that it wants. */
  readonly login?: string;
  /** Where those ports are. Default 127.0.0.1. */
  readonly connectTo?: string;
}

const SIGN_OF_LIFE = /\.invalid:443$/;

export async function startForwardProxy({
  reaches,
  login,
  connectTo = '127.0.0.1',
}: ForwardProxyOptions): Promise<ForwardProxy> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let mode: ProxyMode = 'open';
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const answer = (request: IncomingMessage, client: Socket, head: Buffer): void => {
    const target = request.url ?? '';
    const isProbe = SIGN_OF_LIFE.test(target);
    if (!isProbe) asked.push(target);
    if (mode === 'mute') return;
    if (mode === 'closing') return void client.destroy();
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) return refuse(client, 407);
    if (typeof mode === 'number' && !isProbe) return refuse(client, mode);
    const port = reaches[target];
    if (port === undefined && mode === 'speechless') return void client.destroy();
    if (port === undefined) return refuse(client, 502);
    const upstream = connect({ host: connectTo, port });
    track(upstream);
    upstream.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => refuse(client, 502));
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  };
  const server = createServer((request, response) => {
    if (mode === 'closing') request.socket.destroy();
    else if (mode !== 'mute') response.writeHead(400).end();
  });
  server.on('connection', track);
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    answer(request, socket, head),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const kill = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    asked,
    setMode: (next) => {
      mode = next;
    },
    kill,
    revive: async () => void (await once(server.listen(port, '127.0.0.1'), 'listening')),
    close: async () => {
      if (server.listening) await kill();
    },
  };
}

function refuse(client: Socket, status: number): void {
  client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
}
