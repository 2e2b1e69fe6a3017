// Two hosts that work on one installation: all processes on each, services and database between them, blobs in a folder that both mount
// or in a bucket.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '../process-environment.ts';
import type { ServiceLocations, System } from '../system.ts';
import { Host } from './host.ts';
import { SERVICE_ADDRESS, openServiceSide } from './service-side.ts';

export interface HostsOptions {
  readonly services: ServiceLocations;
  /** Without processes of its own. */
  readonly system: System;
  /** `host:port` of the site, on loopback. */
  readonly site: string;
  /** Where blobs lie, other than in the folder of the system. Addresses on loopback are said as a host sees them. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface Hosts {
  readonly hosts: readonly [Host, Host];
  close(): Promise<void>;
}

export const NO_PROCESSES = { orchestrator: 0, dispatcher: 0, pipeline: 0, scraper: 0 };
/** What no host makes for itself, since the other one has to know it. */
export const SECRET_KEY = Buffer.alloc(32, 'two hosts').toString('base64');

const ROLES = ['orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor'] as const;
const ON_LOOPBACK = new RegExp(String.raw`(?:127\.0\.0\.1|${SERVICE_ADDRESS}):(\d+)`, 'g');

export async function startHosts({ services, system, site, env }: HostsOptions): Promise<Hosts> {
  const { temporalAddress, amqpUrl, mongoUri } = services;
  const addresses = [temporalAddress, amqpUrl, mongoUri, site, ...Object.values(env ?? {})];
  const side = await openServiceSide([...new Set(addresses.flatMap(portsIn))]);
  const root = mkdtempSync(join(tmpdir(), 'webloom-hosts-'));
  const open = (name: string, number: number): Host => {
    const place = env ?? { WEBLOOM_BLOB_DIR: join(system.dataDir, 'blobs') };
    const environment = environmentOf({
      services,
      namespace: system.namespace,
      dataDir: join(root, name, 'data'),
      ownHosts: [site],
      env: { ...place, WEBLOOM_SECRET_KEY: SECRET_KEY },
    });
    const seen = Object.entries(environment).map(([key, value]) => [key, side.seen(value)]);
    const folder = join(root, name);
    return new Host({ name, number, side, roles: ROLES, env: Object.fromEntries(seen), folder, system });
  };
  const hosts = [open('host-a', 1), open('host-b', 2)] as const;
  const close = async (): Promise<void> => {
    await Promise.all(hosts.map((host) => host.cutPower()));
    await side.close();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await Promise.all(hosts.map((host) => host.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return { hosts, close };
}

/** Ports that an address names. */
function portsIn(address: string): number[] {
  return [...address.matchAll(ON_LOOPBACK)].map(([, port]) => Number(port));
}
