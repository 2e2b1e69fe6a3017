// The private document store: a mongod if there is one on PATH, else the embedded store.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MongoClient } from 'mongodb';
import { BUILD_ROOT } from '../build-root.ts';
import { findOnPath } from './cache-folder.ts';
import type { PrivateService, ServiceContext, ServiceDefinition } from './service.ts';
import { createSupervisor } from '../process/supervisor.ts';
import { logLimits } from '../small.ts';

export const storeService: ServiceDefinition = {
  name: 'store',
  label: 'Document store',
  variables: ['MONGODB_URI'],
  standardAddress: 'mongodb://127.0.0.1:27017/webloom',
  // After the end of the machine the embedded store makes its indexes anew, of 5,000 to 17,000 documents a second. One that was
  // ended before would begin from the start the next time.
  readyWithinMs: 1_800_000,
  stopGraceMs: 10_000,
  createPrivate,
  probe: async (address) => {
    const client = new MongoClient(address, { serverSelectionTimeoutMS: 3_000, connectTimeoutMS: 3_000 });
    try {
      await client.db('admin').command({ ping: 1 });
    } finally {
      await client.close();
    }
  },
};

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly firstArgs: readonly string[];
  readonly folder: string;
  readonly label: string;
}

async function createPrivate(context: ServiceContext): Promise<PrivateService> {
  const { dataDir, env, ports, onEvent } = context;
  const port = await ports.choose({ name: 'store', preferred: 17_017 });
  const program = chooseProgram(context, port);
  mkdirSync(program.folder, { recursive: true });
  const supervisor = createSupervisor({
    name: 'store',
    command: program.command,
    args: program.args,
    firstArgs: program.firstArgs,
    env: { PATH: env['PATH'], HOME: env['HOME'], LANG: 'C.UTF-8', NODE_OPTIONS: env['NODE_OPTIONS'] },
    logFile: join(dataDir, 'logs', 'store.log'),
    logLimits: logLimits(env),
    pidDir: join(dataDir, 'pids'),
    onEvent,
  });
  return {
    address: `mongodb://127.0.0.1:${port}/webloom?directConnection=true`,
    detail: `${program.label}, data in ${program.folder}`,
    supervisors: [supervisor],
  };
}

/** Each program has a folder of its own, because it can't read the other's files. */
function chooseProgram({ acceptLoss, dataDir, env }: ServiceContext, port: number): Program {
  const mongod = findOnPath('mongod', env)[0];
  if (mongod !== undefined) {
    const folder = join(dataDir, 'mongod');
    const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
    return { command: mongod, args, firstArgs: [], folder, label: `mongod at ${mongod}` };
  }
  const folder = join(dataDir, 'store');
  const args = [...embeddedStoreEntry(), '--port', String(port), '--data', folder];
  const firstArgs = acceptLoss ? ['--accept-loss'] : [];
  return { command: process.execPath, args, firstArgs, folder, label: 'embedded store' };
}

/** Compiled if this file is compiled; run from source otherwise (tests, development). */
function embeddedStoreEntry(): string[] {
  const beside = (name: string): string => join(BUILD_ROOT, 'embedded-store', name);
  const compiled = beside('main.js');
  if (existsSync(compiled)) return ['--enable-source-maps', compiled];
  const loader = createRequire(import.meta.url).resolve('tsx');
  return ['--import', pathToFileURL(loader).href, beside('main.ts')];
}
