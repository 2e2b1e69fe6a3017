// A listener nobody may reach. The test that started it asks in the end how often somebody did.
import { type AddressInfo, type Server, createServer } from 'node:net';

export interface Tripwire {
  readonly port: number;
  readonly hits: () => number;
  readonly close: () => Promise<void>;
}

/** On every given address at one port; an address the machine lacks (::1 in some containers) is left out. */
export async function startTripwire(hosts: readonly string[], port = 0): Promise<Tripwire> {
  const servers: Server[] = [];
  let hits = 0;
  let chosen = port;
  for (const host of hosts) {
    const server = createServer((socket) => {
      hits += 1;
      socket.on('error', () => undefined).destroy();
    });
    const listening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(chosen, host, () => resolve(true));
    });
    if (!listening) continue;
    servers.push(server);
    chosen = (server.address() as AddressInfo).port;
  }
  return {
    port: chosen,
    hits: () => hits,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
