// A way to a service that speaks TLS to whoever comes, and plain to the service: what a service with a certificate is to its
// clients.
import { type AddressInfo, connect } from 'node:net';
import { type TlsOptions, createServer } from 'node:tls';

export interface TlsProxy {
  readonly port: number;
  /** Connections whose handshake succeeded, so far. */
  accepted(): number;
  close(): Promise<void>;
}

export async function createTlsProxy(
  target: { host: string; port: number },
  options: TlsOptions,
): Promise<TlsProxy> {
  let accepted = 0;
  const open = new Set<{ destroy(): void }>();
  const server = createServer(options, (socket) => {
    accepted += 1;
    const upstream = connect(target);
    for (const one of [socket, upstream]) {
      open.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => open.delete(one));
    }
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    async close() {
      for (const one of open) one.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
