// The services of the tests by ways that a test can cut, for one stack alone.
import type { WebloomOptions } from '../../cli/stack/processes.ts';
import { type TcpProxy, createTcpProxy } from './tcp-proxy.ts';

export type ServiceWay = 'store' | 'broker' | 'temporal';

export interface ProxiedServices {
  readonly addresses: WebloomOptions['addresses'];
  readonly ways: Readonly<Record<ServiceWay, TcpProxy>>;
  readonly close: () => Promise<void>;
}

export async function proxyServices(services: WebloomOptions['addresses']): Promise<ProxiedServices> {
  const [store, mongoUri] = await wayTo(services.mongoUri);
  const [broker, amqpUrl] = await wayTo(services.amqpUrl);
  const [temporal, temporalUrl] = await wayTo(`tcp://${services.temporalAddress}`);
  const ways = { store, broker, temporal };
  return {
    addresses: { ...services, mongoUri, amqpUrl, temporalAddress: new URL(temporalUrl).host },
    ways,
    close: async () => {
      for (const way of Object.values(ways)) await way.close();
    },
  };
}

async function wayTo(address: string): Promise<[way: TcpProxy, address: string]> {
  const url = new URL(address);
  const way = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return [way, url.href];
}
