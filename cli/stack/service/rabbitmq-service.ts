// The private RabbitMQ node, with its own port, data, cookie and port mapper (epmd), all on loopback. The
// stack runs epmd in the foreground: started by Erlang it would become a daemon that outlives the stack.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { brokerLimitMb, floorMbOf } from '../../../domain/system/disk/disk-space.ts';
import { createTopology } from '../../../adapters/amqp/topology.ts';
import { brokerFolder, putBrokerAside } from './broker-folder.ts';
import { findDeadQueue } from './dead-queue.ts';
import { provideRabbitBinary, type RabbitBinary } from './rabbitmq-binary.ts';
import type { Env, PrivateService, ServiceContext, ServiceDefinition } from './service.ts';
import { createSupervisor } from '../process/supervisor.ts';
import { logLimits } from '../small.ts';

const EPMD_OFFSET = 1_000;
const DISTRIBUTION_OFFSET = 2_000;

/**
 * Memory and disk alarms block publishers. The limits are absolute, so they do not depend on the machine's
 * size. The disk's limit lies below the floor at which Webloom stops fetching (see `writeConfiguration`).
 */
const CONFIGURATION = [
  'vm_memory_high_watermark.absolute = 1GB',
  'raft.wal_max_size_bytes = 64000000',
  'log.console = false',
  'log.file = rabbit.log',
  'log.file.level = info',
  'log.file.rotation.size = 10485760',
  'log.file.rotation.count = 3',
];

export const rabbitmqService: ServiceDefinition = {
  name: 'rabbitmq',
  label: 'RabbitMQ',
  variables: ['RABBITMQ_URL', 'AMQP_URL'],
  standardAddress: 'amqp://guest:guest@127.0.0.1:5672',
  readyWithinMs: 90_000,
  stopGraceMs: 15_000,
  createPrivate,
  probe: async (address) => {
    const connection = await connect(address, { timeout: 3_000 });
    connection.on('error', () => undefined);
    await connection.close();
  },
  exercise: (address) => withinTime(confirmOne(address)),
  hopeless: async (address, env) => {
    const dead = await findDeadQueue(address, createTopology(env['WEBLOOM_NAMESPACE'] || undefined));
    return dead === null ? null : `its queue ${dead} is dead`;
  },
  beginAnew: ({ dataDir, env }) => {
    putBrokerAside(dataDir);
    writeConfiguration(realFolder(dataDir), floorMbOf(env['WEBLOOM_DISK_FLOOR_MB']));
  },
};

/** RabbitMQ notes whole paths: of a folder that is reached by a link, the one that stays when the link goes. */
function realFolder(dataDir: string): string {
  return brokerFolder(realpathSync(dataDir));
}

const EXERCISE_MS = 10_000;
const EXERCISE_QUEUE = 'webloom.exercise';

/** Sends a message through a queue like the work queue, whose log may be dead while the node lives. */
async function confirmOne(address: string): Promise<void> {
  const connection = await connect(address, { timeout: 3_000 });
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    await channel.assertQueue(EXERCISE_QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    channel.sendToQueue(EXERCISE_QUEUE, Buffer.from('1'), { persistent: true });
    await channel.waitForConfirms();
    await channel.deleteQueue(EXERCISE_QUEUE);
  } finally {
    void connection.close().catch(() => undefined);
  }
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it confirms no message')), EXERCISE_MS);
  });
  work.catch(() => undefined);
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function createPrivate(context: ServiceContext): Promise<PrivateService> {
  const { dataDir, env, ports, log } = context;
  const binary = await provideRabbitBinary(env, log);
  const folder = realFolder(dataDir);
  writeConfiguration(folder, floorMbOf(env['WEBLOOM_DISK_FLOOR_MB']));
  const port = await ports.choose({
    name: 'rabbitmq',
    preferred: 15_673,
    alsoOffsets: [EPMD_OFFSET, DISTRIBUTION_OFFSET],
  });
  const common = {
    env: nodeEnvironment({ binary, env, folder, port }),
    cwd: folder,
    pidDir: join(dataDir, 'pids'),
    logLimits: logLimits(env),
    onEvent: context.onEvent,
  };
  const epmdArgs = ['-port', String(port + EPMD_OFFSET), '-address', '127.0.0.1'];
  const epmd = createSupervisor({
    ...common,
    name: 'rabbitmq-epmd',
    command: binary.epmd,
    args: epmdArgs,
    logFile: join(dataDir, 'logs', 'rabbitmq-epmd.log'),
  });
  const node = createSupervisor({
    ...common,
    name: 'rabbitmq',
    command: binary.server,
    args: [],
    logFile: join(dataDir, 'logs', 'rabbitmq.log'),
  });
  return {
    address: `amqp://guest:guest@127.0.0.1:${port}`,
    detail: `private node of ${binary.server}, data in ${folder}`,
    supervisors: [epmd, node],
  };
}

function writeConfiguration(folder: string, floorMb: number): void {
  mkdirSync(join(folder, 'log'), { recursive: true });
  const lines = [`disk_free_limit.absolute = ${brokerLimitMb(floorMb)}MB`, ...CONFIGURATION];
  writeFileSync(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
  writeFileSync(join(folder, 'advanced.config'), '[].\n');
  writeFileSync(join(folder, 'rabbitmq-env.conf'), '');
}

function nodeEnvironment(node: { binary: RabbitBinary; env: Env; folder: string; port: number }): Env {
  const { binary, env, folder, port } = node;
  const unpacked = binary.root === '/' ? undefined : binary.root;
  const path =
    unpacked === undefined ? [] : [join(unpacked, 'usr/bin'), join(unpacked, 'usr/lib/erlang/bin')];
  return {
    PATH: [...path, env['PATH'] ?? '', '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    HOME: folder,
    ...(unpacked === undefined ? {} : { LD_LIBRARY_PATH: libraryPath(unpacked) }),
    RABBITMQ_NODENAME: `wl${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(port + DISTRIBUTION_OFFSET),
    ERL_EPMD_PORT: String(port + EPMD_OFFSET),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'rabbit.pid'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'schema'),
    ERL_CRASH_DUMP_SECONDS: '0',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: [
      '-kernel inet_dist_use_interface {127,0,0,1}',
      env['RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS'],
    ]
      .join(' ')
      .trim(),
    // With this the script is replaced by the Erlang VM, so that the supervised pid is the broker's.
    RUNNING_UNDER_SYSTEMD: 'true',
  };
}

function libraryPath(root: string): string {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return [join(root, 'usr/lib', triplet), join(root, 'lib', triplet)].join(':');
}
