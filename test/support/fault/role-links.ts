// For each role a way of its own to each service, so that a test can part one of them from one service.
import type { ServiceLocations } from '../system.ts';
import { type TcpProxy, createTcpProxy } from '../tcp-proxy.ts';
import type { Role } from '../webloom-processes.ts';

export type LinkedService = 'store' | 'rabbitmq' | 'temporal';

export interface RoleLinks {
  readonly link: (role: Role, service: LinkedService) => TcpProxy;
  readonly envOf: (role: Role) => Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function createRoleLinks(
  services: ServiceLocations,
  roles: readonly Role[],
): Promise<RoleLinks> {
  const addresses: Record<LinkedService, URL> = {
    store: new URL(services.mongoUri),
    rabbitmq: new URL(services.amqpUrl),
    temporal: new URL(`tcp://${services.temporalAddress}`),
  };
  const links = new Map<string, TcpProxy>();
  for (const role of roles) {
    for (const [service, { hostname, port }] of Object.entries(addresses))
      links.set(`${role} ${service}`, await createTcpProxy({ host: hostname, port: Number(port) }));
  }
  const link = (role: Role, service: LinkedService): TcpProxy => {
    const found = links.get(`${role} ${service}`);
    if (found === undefined) throw new Error(`there is no link of ${role} to ${service}`);
    return found;
  };
  const through = (role: Role, service: LinkedService): URL => {
    const address = new URL(addresses[service]);
    address.port = String(link(role, service).port);
    return address;
  };
  return {
    link,
    envOf: (role) => ({
      MONGODB_URI: through(role, 'store').href,
      RABBITMQ_URL: through(role, 'rabbitmq').href,
      TEMPORAL_ADDRESS: through(role, 'temporal').host,
    }),
    async close() {
      await Promise.all([...links.values()].map((each) => each.close()));
    },
  };
}
