// A SOCKS5 proxy of the tests' own on a real socket (RFC 1928): asks for a password where one is given, and misbehaves when it is told
// to. Public addresses are played by servers on loopback, which it is told.
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/**
 * `open`: connects to what is asked for. `mute`: takes connections and never answers. `closing`: closes each at once.
 * `garbage`: answers what is no SOCKS. `waiting`: greets, and never says whether it has connected. A number: this reply code.
 */
export type SocksMode = 'open' | 'mute' | 'closing' | 'garbage' | 'waiting' | number;

export interface SocksProxy {
  readonly port: number;
  /** What it was asked to connect to, in order. */
  readonly asked: readonly string[];
  readonly setMode: (mode: SocksMode) => void;
  /** As a process that is killed: breaks all connections and refuses new ones until `revive`. */
  readonly kill: () => Promise<void>;
  readonly revive: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SocksProxyOptions {
  /** Ports on loopback by `host:port` that is asked for; all others are not reached (4). */
  readonly reaches: Readonly<Record<string, number>>;
  /** `user:password` that it wants. */
  readonly login?: string;
}

const NOT_REACHED = 4;

export async function startSocksProxy({ reaches, login }: SocksProxyOptions): Promise<SocksProxy> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let mode: SocksMode = 'open';
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const server = createServer((client) => {
    track(client);
    if (mode === 'closing') return void client.destroy();
    if (mode === 'garbage') return void client.end('220 mail.example ready\r\n');
    if (mode !== 'mute') void serve(client, { login, reach });
  });
  const reach = (client: Socket, target: string): void => {
    asked.push(target);
    if (mode === 'waiting') return;
    const port = reaches[target];
    if (typeof mode === 'number' || port === undefined)
      return void client.end(reply(typeof mode === 'number' ? mode : NOT_REACHED));
    const upstream = connect({ host: '127.0.0.1', port });
    track(upstream);
    upstream.on('connect', () => {
      client.write(reply(0));
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.end(reply(NOT_REACHED))).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  };
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

interface Service {
  readonly login: string | undefined;
  readonly reach: (client: Socket, target: string) => void;
}

async function serve(client: Socket, { login, reach }: Service): Promise<void> {
  const [, count = 0] = await bytesOf(client, 2);
  const methods = await bytesOf(client, count);
  const wanted = login === undefined ? 0 : 2;
  if (!methods.includes(wanted)) return void client.end(Buffer.from([5, 0xff]));
  client.write(Buffer.from([5, wanted]));
  if (login !== undefined) {
    const given = [await fieldOf(client, 1), await fieldOf(client, 0)].join(':');
    if (given !== login) return void client.end(Buffer.from([1, 1]));
    client.write(Buffer.from([1, 0]));
  }
  const [, , , kind] = await bytesOf(client, 4);
  const host = await hostOf(client, kind ?? 0);
  const [high = 0, low = 0] = await bytesOf(client, 2);
  reach(client, `${host}:${high * 256 + low}`);
}

/** A text with its length before it, after `skipped` bytes. */
async function fieldOf(client: Socket, skipped: number): Promise<string> {
  const head = await bytesOf(client, skipped + 1);
  return Buffer.from(await bytesOf(client, head.at(-1) ?? 0)).toString('utf8');
}

async function hostOf(client: Socket, kind: number): Promise<string> {
  if (kind === 1) return [...(await bytesOf(client, 4))].join('.');
  if (kind === 3) return fieldOf(client, 0);
  const bytes = Buffer.from(await bytesOf(client, 16));
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname;
}

function reply(code: number): Buffer {
  return Buffer.from([5, code, 0, 1, 127, 0, 0, 1, 0, 0]);
}

/** Never settles when the client leaves before it has sent them: nothing waits for that. */
async function bytesOf(client: Socket, count: number): Promise<Uint8Array> {
  if (count === 0) return new Uint8Array();
  for (;;) {
    const got = client.read(count) as Buffer | null;
    if (got !== null) return got;
    await once(client, 'readable');
  }
}
