// A way to a service that a test can cut or let hang: ends every connection, refuses new ones for as long as wanted, or keeps
// them and lets nothing through.
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Ends all connections as a dying network does; new ones are accepted again. Returns how many there were. */
  cut(): number;
  /** Cuts, and refuses until `restore`. */
  sever(): number;
  /** Keeps all connections and lets no answer through until `restore`, as a frozen service does. */
  mute(): void;
  /** Ends the connection of each of the next `times` requests that hold this text; they get no answer, whether they are done or not. */
  breakRequests(text: string, times: number): void;
  /** Requests that `breakRequests` has still to meet. */
  readonly unbroken: number;
  /**
   * Keeps all connections, accepts new ones and lets nothing through in either direction until `restore`: connections
   * that are half open, as after a router has lost its table.
   */
  hang(): void;
  /** Returns the bytes that waited. */
  restore(): number;
  close(): Promise<void>;
}

type Mode = 'open' | 'severed' | 'muted' | 'hanging';

export async function createTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const proxy = new ProxyServer(target);
  await proxy.listen();
  return proxy;
}

class ProxyServer implements TcpProxy {
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  /** Client's socket by that of the service. */
  readonly #pairs = new Map<Socket, Socket>();
  readonly #server = createServer((socket) => this.#accept(socket));
  #mode: Mode = 'open';
  #broken = { text: '', times: 0 };

  constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  #accept(socket: Socket): void {
    this.#track(socket);
    if (this.#mode === 'severed') {
      socket.resetAndDestroy();
      return;
    }
    const upstream = connect(this.#target);
    this.#track(upstream);
    this.#pairs.set(upstream, socket);
    socket.on('data', (chunk) => this.#breakWhereAsked(socket, chunk));
    if (this.#mode !== 'hanging') socket.pipe(upstream);
    if (this.#mode === 'open') upstream.pipe(socket);
    socket.on('close', () => {
      this.#pairs.delete(upstream);
      upstream.destroy();
    });
    upstream.on('close', () => socket.destroy());
  }

  #breakWhereAsked(socket: Socket, chunk: Buffer): void {
    if (this.#broken.times === 0 || !chunk.includes(this.#broken.text)) return;
    this.#broken.times -= 1;
    socket.resetAndDestroy();
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  cut(): number {
    const connections = this.#pairs.size;
    for (const socket of this.#sockets) socket.destroy();
    return connections;
  }

  sever(): number {
    this.#mode = 'severed';
    return this.cut();
  }

  mute(): void {
    this.#mode = 'muted';
    for (const [upstream, socket] of this.#pairs) upstream.unpipe(socket);
  }

  breakRequests(text: string, times: number): void {
    this.#broken = { text, times };
  }

  get unbroken(): number {
    return this.#broken.times;
  }

  hang(): void {
    this.mute();
    this.#mode = 'hanging';
    for (const [upstream, socket] of this.#pairs) socket.unpipe(upstream);
  }

  restore(): number {
    let waiting = 0;
    for (const [upstream, socket] of this.#pairs) {
      waiting += upstream.readableLength + socket.readableLength;
      if (this.#mode === 'hanging') socket.pipe(upstream);
      if (this.#mode !== 'severed') upstream.pipe(socket);
    }
    this.#mode = 'open';
    return waiting;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
