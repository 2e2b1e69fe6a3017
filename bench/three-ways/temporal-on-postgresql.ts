// A Temporal server of the kind that clusters have, on PostgreSQL: built by Go, PostgreSQL from Debian. Both on their usual ports, so it
// needs a network of its own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../../domain/system/duration.ts';
import { type Supervisor, createSupervisor } from '../../cli/stack/process/supervisor.ts';
import { eventually } from '../../test/support/eventually.ts';
import { provideGoBinary } from '../../test/support/go-binary.ts';
import type { Part } from './kill-along.ts';

const VERSION = '1.30.4';
const POSTGRESQL = '/usr/lib/postgresql';
const LOOPBACK = '127.0.0.1';
const ADDRESS = `${LOOPBACK}:7233`;
const POSTGRESQL_PORT = 5_432;
const READY_MS = 120_000;
/** Can not be changed later, so a real one begins with more. */
const SHARDS = '4';
/** PostgreSQL refuses to run as root. */
const AS_POSTGRES = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];

export interface TemporalPrograms {
  readonly server: string;
  readonly sqlTool: string;
  readonly postgresql: string;
}

export interface TemporalOnPostgresql {
  readonly address: string;
  readonly parts: readonly Part[];
  close(): Promise<void>;
}

/** Builds what is not there yet, which needs a network; a reason in one line where it can not be had. */
export async function provideTemporal(): Promise<TemporalPrograms | { readonly reason: string }> {
  const [newest] = existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL).toSorted().toReversed() : [];
  if (newest === undefined)
    return { reason: `there is no PostgreSQL in ${POSTGRESQL} (apt-get install postgresql)` };
  const root = 'go.temporal.io/server/cmd';
  const server = await provideGoBinary({
    name: 'temporal-server',
    module: `${root}/server`,
    version: VERSION,
  });
  if ('reason' in server) return server;
  const tool = { name: 'temporal-sql-tool', module: `${root}/tools/sql`, version: VERSION, tags: 'tools' };
  const sqlTool = await provideGoBinary(tool);
  if ('reason' in sqlTool) return sqlTool;
  return { server: server.binary, sqlTool: sqlTool.binary, postgresql: join(POSTGRESQL, newest, 'bin') };
}

export async function startTemporalOnPostgresql(programs: TemporalPrograms): Promise<TemporalOnPostgresql> {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-temporal-'));
  const database = startDatabase(programs, folder);
  const server = serverOf(programs, folder);
  const close = async (): Promise<void> => {
    await server.kill();
    await database.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(() => isReady(programs), READY_MS);
    for (const name of ['temporal', 'visibility']) makeSchema(programs, name);
    server.start();
    await eventually(makeNamespace, READY_MS);
  } catch (cause) {
    const said = [...database.lastLines(), ...server.lastLines()].join('\n');
    await close();
    throw new Error(`Temporal on PostgreSQL does not start:\n${said}`, { cause });
  }
  const parts = [partOf('Temporal', server), partOf('PostgreSQL', database)];
  return { address: ADDRESS, parts, close };
}

function startDatabase({ postgresql }: TemporalPrograms, folder: string): Supervisor {
  const data = join(folder, 'data');
  const [setpriv = '', ...as] = AS_POSTGRES;
  execFileSync('chown', ['postgres', folder]);
  execFileSync(setpriv, [...as, join(postgresql, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust']);
  const settings = [`listen_addresses=${LOOPBACK}`, 'unix_socket_directories=', `port=${POSTGRESQL_PORT}`];
  const database = createSupervisor({
    name: 'postgresql',
    command: setpriv,
    args: [...as, join(postgresql, 'postgres'), '-D', data, ...settings.flatMap((each) => ['-c', each])],
    env: { PATH: process.env['PATH'] },
  });
  database.start();
  return database;
}

function isReady({ postgresql }: TemporalPrograms): boolean {
  try {
    execFileSync(join(postgresql, 'pg_isready'), ['-h', LOOPBACK, '-p', String(POSTGRESQL_PORT)]);
    return true;
  } catch {
    return false;
  }
}

function makeSchema({ sqlTool }: TemporalPrograms, name: string): void {
  const db = name === 'temporal' ? 'temporal' : 'temporal_visibility';
  const place = ['--plugin', 'postgres12', '--ep', LOOPBACK, '-p', String(POSTGRESQL_PORT), '-u', 'postgres'];
  const tool = (...args: string[]): void =>
    void execFileSync(sqlTool, [...place, '--db', db, ...args], { stdio: 'pipe' });
  tool('create');
  tool('setup-schema', '-v', '0.0');
  tool('update-schema', '--schema-name', `postgresql/v12/${name}`);
}

function serverOf({ server }: TemporalPrograms, folder: string): Supervisor {
  const dynamic = join(folder, 'dynamic.yaml');
  writeFileSync(dynamic, '');
  return createSupervisor({
    name: 'temporal-server',
    command: server,
    args: ['--allow-no-auth', 'start'],
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      DB: 'postgres12',
      DB_PORT: String(POSTGRESQL_PORT),
      POSTGRES_SEEDS: LOOPBACK,
      POSTGRES_USER: 'postgres',
      POSTGRES_PWD: 'none',
      BIND_ON_IP: LOOPBACK,
      NUM_HISTORY_SHARDS: SHARDS,
      PUBLIC_FRONTEND_ADDRESS: ADDRESS,
      DYNAMIC_CONFIG_FILE_PATH: dynamic,
      LOG_LEVEL: 'error',
    },
    restart: { minMs: 200, maxMs: 2_000 },
  });
}

async function makeNamespace(): Promise<boolean> {
  const connection = await Connection.connect({ address: ADDRESS, connectTimeout: '2s' }).catch(() => null);
  if (connection === null) return false;
  try {
    const known = await connection.workflowService
      .describeNamespace({ namespace: 'default' })
      .then(() => true)
      .catch(() => false);
    if (known) return true;
    const workflowExecutionRetentionPeriod = msToTs(DAY_MS);
    await connection.workflowService
      .registerNamespace({ namespace: 'default', workflowExecutionRetentionPeriod })
      .catch(() => undefined);
    return false;
  } finally {
    await connection.close();
  }
}

function partOf(name: string, supervisor: Supervisor): Part {
  return {
    name,
    async kill() {
      const { pid, restarts } = supervisor;
      if (pid === undefined) throw new Error(`there is no ${name}`);
      // PostgreSQL is several processes, in one group.
      process.kill(-pid, 'SIGKILL');
      await eventually(() => supervisor.restarts > restarts);
    },
  };
}
