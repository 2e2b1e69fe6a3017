// A way to a service that a test can cut: ends every connection, and refuses new ones for as long as wanted.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Ends all connections as a dying network does; new ones are accepted again. */
  cut(): void;
  /** Cuts, and refuses until `restore`. */
  sever(): void;
  /** Keeps all connections and lets no answer through until `restore`, as a frozen service does. */
  mute(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function createTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const pairs = new Map<Socket, Socket>();
  let severed = false;
  let muted = false;
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    track(socket);
    if (severed) {
      socket.resetAndDestroy();
      return;
    }
    const upstream = connect(target);
    track(upstream);
    socket.pipe(upstream).pipe(socket);
    pairs.set(upstream, socket);
    socket.on('close', () => {
      pairs.delete(upstream);
      upstream.destroy();
    });
    upstream.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    sever: () => {
      severed = true;
      cut();
    },
    mute: () => {
      muted = true;
      for (const [upstream, socket] of pairs) upstream.unpipe(socket);
    },
    restore: () => {
      severed = false;
      if (muted) for (const [upstream, socket] of pairs) upstream.pipe(socket);
      muted = false;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
