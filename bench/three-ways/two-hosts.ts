// The second way: two hosts, blobs in a bucket, a RabbitMQ cluster of three nodes, a replica set (simulated in front of the embedded
// store), a Temporal server on PostgreSQL where that can be had, else the development server. It begins empty, or with a backup that is
// restored into it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_KEYS, startVersitygw } from '../../test/support/bucket/s3-server.ts';
import { openBucketBlobs } from '../../test/support/bucket/open-bucket-blobs.ts';
import { startBrokerCluster } from '../../test/support/fault/broker-cluster.ts';
import { startOwnServices } from '../../test/support/fault/own-services.ts';
import type { Host } from '../../test/support/hosts/host.ts';
import { SERVICE_ADDRESS } from '../../test/support/hosts/service-side.ts';
import { NO_PROCESSES, SECRET_KEY, startHosts } from '../../test/support/hosts/start-hosts.ts';
import { startReplicaSet } from '../../test/support/replica-set.ts';
import { newNamespace, startSystem } from '../../test/support/system.ts';
import type { Part } from './kill-along.ts';
import { runWebloom } from './one-machine.ts';
import type { SiteOfWays } from './site-of-ways.ts';
import {
  type TemporalOnPostgresql,
  provideTemporal,
  startTemporalOnPostgresql,
} from './temporal-on-postgresql.ts';
import type { Way } from './way.ts';

/** As long as an election takes. */
const VACANT_MS = 8_000;
const ON_LOOPBACK = '127.0.0.1';

export interface Restored {
  readonly backup: string;
  readonly jobId: string;
}

export async function startTwoHosts(site: SiteOfWays, restored: Restored | null): Promise<Way> {
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).toReversed()) await each();
  };
  try {
    return { ...(await open(site, restored, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  site: SiteOfWays,
  restored: Restored | null,
  closing: (() => unknown)[],
): Promise<Omit<Way, 'close'>> {
  const bucket = await startVersitygw();
  if ('reason' in bucket) throw new Error(`there is no bucket: ${bucket.reason}`);
  closing.push(() => bucket.close());
  const temporal = await openTemporal();
  closing.push(() => temporal.close());
  const own = await startOwnServices('three-ways', ['store']);
  closing.push(() => own.stop());
  const cluster = await startBrokerCluster();
  closing.push(() => cluster.stop());
  const store = new URL(own.addresses.mongoUri);
  const set = await startReplicaSet({ host: store.hostname, port: Number(store.port) }, SERVICE_ADDRESS);
  closing.push(() => set.close());
  // The keys of the client that reads the results, which looks for them there alone.
  Object.assign(process.env, TEST_KEYS);
  const place = await bucket.newPlace();
  const amqpUrl = cluster.url.replaceAll(/(?=,|$)/g, '?heartbeat=5');
  const services = { temporalAddress: temporal.address, amqpUrl, mongoUri: set.uri };
  const env = {
    ...TEST_KEYS,
    WEBLOOM_BLOBS: `s3://${place.bucket}/${place.prefix.slice(0, -1)}`,
    WEBLOOM_S3_ENDPOINT: bucket.endpoint,
  };
  const namespace = newNamespace('ways');
  const folder = mkdtempSync(join(tmpdir(), 'webloom-ways-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  if (restored !== null) {
    const to = { MONGODB_URI: set.uri, WEBLOOM_NAMESPACE: namespace, WEBLOOM_SECRET_KEY: SECRET_KEY, ...env };
    const args = ['backup', 'restore', restored.backup, '--data-dir', dataDir, '--to', set.uri];
    await runWebloom(args, to);
  }
  const system = await startSystem({
    services,
    name: 'ways',
    ownHosts: [],
    processes: NO_PROCESSES,
    on: { namespace, dataDir },
    openBlobs: (mongo) => openBucketBlobs(mongo, place),
  });
  closing.push(() => system.close());
  const loopback = site.host.replace(SERVICE_ADDRESS, ON_LOOPBACK);
  const started = await startHosts({ services, system, site: loopback, env });
  closing.push(() => started.close());
  const jobId = restored?.jobId ?? (await system.createJob(site.job));
  const parts: readonly Part[] = [
    ...started.hosts.map(powerOf),
    ...cluster.names.map((name) => ({
      name: `RabbitMQ ${name}`,
      async kill() {
        await cluster.kill(name);
        await cluster.start(name);
      },
    })),
    {
      name: 'the bucket',
      async kill() {
        await bucket.kill();
        await bucket.startAgain();
      },
    },
    ...temporal.parts,
    { name: 'the store behind the set', kill: () => own.kill('store') },
    {
      name: 'the primary of the set',
      async kill() {
        const primary = set.primary ?? 0;
        set.kill(primary);
        await set.elect((primary + 1) % 3, VACANT_MS);
        await set.revive(primary);
      },
    },
  ];
  return {
    name: restored === null ? 'two hosts, clusters, bucket' : 'the backup of the first in the second',
    parts: () => parts,
    mongo: system.mongo,
    start: async () => (await system.start(jobId))._id,
  };
}

async function openTemporal(): Promise<TemporalOnPostgresql> {
  const programs = await provideTemporal();
  if (!('reason' in programs)) return startTemporalOnPostgresql(programs);
  console.log(`Temporal is the development server: ${programs.reason}`);
  const own = await startOwnServices('three-ways', ['temporal']);
  return {
    address: own.addresses.temporalAddress,
    parts: [{ name: 'Temporal', kill: () => own.kill('temporal') }],
    close: () => own.stop(),
  };
}

function powerOf(host: Host): Part {
  return {
    name: host.name,
    async kill() {
      await host.cutPower();
      await host.start();
    },
  };
}
