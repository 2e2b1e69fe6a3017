// The private RabbitMQ node, with its own port, data, cookie and port mapper (epmd), all on loopback. The
// stack runs epmd in the foreground: started by Erlang it would become a daemon that outlives the stack.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { floorMbOf } from '../../../domain/system/disk/disk-space.ts';
import { createTopology } from '../../../adapters/amqp/topology.ts';
import { brokerFolder, putBrokerAside } from './broker-folder.ts';
import { probeBroker } from './broker-look.ts';
import { findDeadQueue } from './dead-queue.ts';
import { provideRabbitBinary } from './rabbitmq-binary.ts';
import { DISTRIBUTION_OFFSET, EPMD_OFFSET, nodeEnvironment, writeConfiguration } from './rabbitmq-node.ts';
import type { PrivateService, ServiceContext, ServiceDefinition } from './service.ts';
import { createSupervisor } from '../process/supervisor.ts';
import { logLimits } from '../small.ts';

export const rabbitmqService: ServiceDefinition = {
  name: 'rabbitmq',
  label: 'RabbitMQ',
  variables: ['RABBITMQ_URL', 'AMQP_URL'],
  standardAddress: 'amqp://guest:guest@127.0.0.1:5672',
  readyWithinMs: 90_000,
  stopGraceMs: 15_000,
  createPrivate,
  probe: probeBroker,
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
