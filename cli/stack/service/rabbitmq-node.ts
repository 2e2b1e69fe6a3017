// One node of RabbitMQ: its configuration and environment, all in one folder and on loopback.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokerLimitMb } from '../../../domain/system/disk/disk-space.ts';
import type { RabbitBinary } from './rabbitmq-binary.ts';
import type { Env } from './service.ts';

export const EPMD_OFFSET = 1_000;
export const DISTRIBUTION_OFFSET = 2_000;

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

/** `more`: further lines of `rabbitmq.conf`. */
export function writeConfiguration(folder: string, floorMb: number, more: readonly string[] = []): void {
  mkdirSync(join(folder, 'log'), { recursive: true });
  const lines = [`disk_free_limit.absolute = ${brokerLimitMb(floorMb)}MB`, ...CONFIGURATION, ...more];
  writeFileSync(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
  writeFileSync(join(folder, 'advanced.config'), '[].\n');
  writeFileSync(join(folder, 'rabbitmq-env.conf'), '');
}

export function nodeEnvironment(node: { binary: RabbitBinary; env: Env; folder: string; port: number }): Env {
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
