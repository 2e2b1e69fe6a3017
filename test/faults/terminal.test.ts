// What stands on the terminal of `up`, `demo`, `backup` and `restore` when something is wrong: sentences, never a trace or a line
// of a log.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { acquireDataLock } from '../../cli/stack/data-lock.ts';
import { eventually } from '../support/eventually.ts';
import { type Up, startUp } from '../support/up-command.ts';
import { builtFile } from '../support/webloom-processes.ts';

const TRACE_OR_LOG = /^\s*at \S|^\s*[\w-]* ?\|? ?\{"|"level":\d|node:internal|DeprecationWarning/m;
const END_MS = 150_000;

const services = inject('services');
let folder: string;
let dataDir: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-terminal-'));
  dataDir = join(folder, 'data');
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGTERM');
  await eventually(() => children.every(hasEnded), 60_000);
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

interface Command {
  readonly child: ChildProcess;
  readonly terminal: () => string;
}

function call(args: readonly string[], env: Readonly<Record<string, string>> = {}, place = dataDir): Command {
  const { PATH = '', HOME = '' } = process.env;
  const options = { env: { PATH, HOME, NO_COLOR: '1', ...env } };
  const child = spawn(process.execPath, [builtFile('cli/main.js'), ...args, '--data-dir', place], options);
  children.push(child);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(String(data)));
  return { child, terminal: () => said.join('') };
}

/** What it has said when it has ended, by itself and not well. */
async function failed({ child, terminal }: Command): Promise<string> {
  await eventually(() => hasEnded(child), END_MS);
  expect([child.exitCode, terminal()]).not.toEqual([0, terminal()]);
  expect(terminal()).not.toMatch(TRACE_OR_LOG);
  return terminal();
}

let namespaces = 0;

/** Services that are there, so that a case needs none of its own; each has a namespace of its own in them. */
const shared = () => ({
  MONGODB_URI: services.mongoUri,
  RABBITMQ_URL: services.amqpUrl,
  TEMPORAL_ADDRESS: services.temporalAddress,
  WEBLOOM_NAMESPACE: `t-terminal-${process.pid}-${(namespaces += 1)}`,
});

/** A module that makes one program of Webloom end with a trace as soon as it starts. */
function throwingIn(program: string): Record<string, string> {
  const file = join(folder, 'throw.mjs');
  writeFileSync(
    file,
    `if (process.argv[1]?.includes('${program}')) throw new TypeError('a fault of the test');\n`,
  );
  return { NODE_OPTIONS: `--import=${file}` };
}

function write(path: string, text: string): void {
  mkdirSync(join(dataDir, path, '..'), { recursive: true });
  writeFileSync(join(dataDir, path), text);
}

describe.each(['up', 'demo'])('the command %s fails with its reason', (command) => {
  test('with a port that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const port = await eventually(() => (server.address() as { port: number } | null)?.port);
    expect(await failed(call([command], { ...shared(), WEBLOOM_PORT: String(port) }))).toContain(
      `port ${port} is in use`,
    );
    server.close();
  });

  test('on a folder that another stack uses', async () => {
    mkdirSync(dataDir);
    const lock = acquireDataLock(join(dataDir, 'stack.lock'));
    expect(await failed(call([command], shared()))).toContain('uses this data folder');
    lock.release();
  });

  test('on a folder that can not be made', async () => {
    writeFileSync(dataDir, 'a file');
    expect(await failed(call([command], shared()))).toContain('data folder can not be written');
  });

  test('with settings that are not valid', async () => {
    const said = await failed(call([command], { ...shared(), WEBLOOM_PORT: 'x', WEBLOOM_CHUNK_MAX: '-1' }));
    expect(said).toContain('WEBLOOM_PORT');
    expect(said).toContain('WEBLOOM_CHUNK_MAX');
  });

  test('with a process that does not stay', async () => {
    const said = await failed(call([command], { ...shared(), ...throwingIn('process/scraper.js') }));
    expect(said).toContain('scraper ended unexpectedly');
    expect(said).toContain('a fault of the test');
    expect(said).toContain(join(dataDir, 'logs', 'scraper.log'));
    expect(readFileSync(join(dataDir, 'logs', 'scraper.log'), 'utf8')).toMatch(/^\s+at /m);
  });

  test('with a service that is not where it was named', async () => {
    const said = await failed(call([command], { ...shared(), RABBITMQ_URL: 'amqp://127.0.0.1:1' }));
    expect(said).toContain('RABBITMQ_URL');
  });
});

test('up with a folder of RabbitMQ that is damaged', async () => {
  const { RABBITMQ_URL: _, ...others } = shared();
  write('rabbitmq/mnesia', 'not a folder');
  const said = await failed(call(['up'], others));
  expect(said).toContain(`${join(dataDir, 'rabbitmq', 'mnesia')}: a part of its path is no folder.`);
});

test('up with a Temporal that does not start', async () => {
  const { TEMPORAL_ADDRESS: _, ...others } = shared();
  write('temporal/temporal.db', 'this is no database '.repeat(500));
  const said = await failed(call(['up'], others));
  expect(said).toContain('Temporal does not start');
  expect(said).toContain(join(dataDir, 'logs', 'temporal.log'));
});

describe('with the store of a folder', () => {
  let up: Up | undefined;
  afterEach(async () => up?.interrupt());

  test('backup while the store dies, again and again, and a restore into it', async () => {
    up = await startUp(dataDir, {
      RABBITMQ_URL: services.amqpUrl,
      TEMPORAL_ADDRESS: services.temporalAddress,
    });
    const backup = call(['backup', join(folder, 'backup')]);
    const killing = setInterval(() => killStore(), 100);
    try {
      expect(await failed(backup)).toMatch(/store/i);
    } finally {
      clearInterval(killing);
    }
    expect(up.terminal()).not.toMatch(TRACE_OR_LOG);
    expect(up.terminal()).toContain('store ended unexpectedly (SIGKILL)');
  });

  test('backup of a folder at rest whose store does not start', async () => {
    mkdirSync(join(dataDir, 'store'), { recursive: true });
    const said = await failed(call(['backup', join(folder, 'backup')], throwingIn('embedded-store')));
    expect(said).toContain('Document store');
    expect(said).toContain('a fault of the test');
  });

  test('restore of what is no backup, and into a folder whose store does not start', async () => {
    expect(await failed(call(['backup', 'restore', folder]))).toContain(
      'Name the place that “webloom backup” wrote',
    );
    up = await startUp(dataDir, {
      RABBITMQ_URL: services.amqpUrl,
      TEMPORAL_ADDRESS: services.temporalAddress,
    });
    const place = join(folder, 'backup');
    const taken = call(['backup', place]);
    await eventually(() => hasEnded(taken.child), END_MS);
    expect(taken.child.exitCode, taken.terminal()).toBe(0);
    const target = join(folder, 'new');
    const said = await failed(call(['backup', 'restore', place], throwingIn('embedded-store'), target));
    expect(said).toContain('a fault of the test');
  });
});

function killStore(): void {
  const file = join(dataDir, 'pids', 'store');
  if (!existsSync(file) || readdirSync(join(dataDir, 'pids')).length === 0) return;
  try {
    process.kill(Number(JSON.parse(readFileSync(file, 'utf8')).pid), 'SIGKILL');
  } catch {
    // it has just died
  }
}
