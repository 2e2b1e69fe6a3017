// The real three services, from start to nothing left, and back after their parent was killed.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStack, type Stack, type StackAddresses } from '../../../cli/stack/stack.ts';
import { builtFile } from '../../support/webloom-processes.ts';

const SLOW = 180_000;
const STACK_MODULE = pathToFileURL(builtFile('cli/stack/stack.js')).href;

let dataDir: string;
let said: string[];
let stack: Stack;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'webloom-stack-'));
  said = [];
  stack = createStack({ dataDir, env: ownEnvironment(), log: (line) => said.push(line) });
});
afterEach(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Services named in the developer's environment would hide the private ones. */
function ownEnvironment(): Record<string, string | undefined> {
  const { TEMPORAL_ADDRESS: _t, RABBITMQ_URL: _r, AMQP_URL: _a, MONGODB_URI: _m, ...env } = process.env;
  return env;
}

/** Every process whose command line or environment names this stack's folder: epmd is found by its HOME. */
function processesOfStack(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => readProc(pid, file).includes(dataDir)))
    .map((pid) => `${pid} ${readProc(pid, 'comm').trim()}`);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function pidOf(addresses: StackAddresses, name: string): number {
  return addresses.services.find((service) => service.name === name)?.pid ?? 0;
}

test('starts all three, restarts a killed one on its port, refuses a second stack, leaves no process', {
  timeout: SLOW,
}, async () => {
  const addresses = await stack.start();
  expect(addresses.services.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'private temporal',
    'private rabbitmq',
    'private store',
  ]);
  expect(processesOfStack().length).toBeGreaterThanOrEqual(4);

  const second = createStack({ dataDir, env: ownEnvironment(), log: () => undefined });
  await expect(second.start()).rejects.toMatchObject({ code: 'conflict' });

  process.kill(pidOf(addresses, 'temporal'), 'SIGKILL');
  await vi.waitFor(() => expect(said).toContain('temporal is running again'), { timeout: 20_000 });
  expect(said.join('\n')).toMatch(/temporal ended unexpectedly \(SIGKILL\).*its log is .*temporal\.log/);
  const fetchUi = async () => (await fetch(String(addresses.temporalUiUrl))).status;
  await vi.waitFor(async () => expect(await fetchUi()).toBe(200), { timeout: 20_000 });

  await stack.stop();
  expect(processesOfStack()).toEqual([]);
  expect(readdirSync(join(dataDir, 'pids'))).toEqual([]);
  expect(readdirSync(dataDir)).not.toContain('stack.lock');
});

test('a service that keeps ending is called running again only once it answers', {
  timeout: SLOW,
}, async () => {
  stack = createStack({
    dataDir,
    env: ownEnvironment(),
    log: (line) => said.push(line),
    only: ['store'],
  });
  const addresses = await stack.start();
  const crashes = () => said.filter((line) => line.startsWith('store ended unexpectedly')).length;
  renameSync(join(dataDir, 'store'), join(dataDir, 'store.away'));
  writeFileSync(join(dataDir, 'store'), 'in the way of the folder');
  process.kill(pidOf(addresses, 'store'), 'SIGKILL');
  await vi.waitFor(() => expect(crashes()).toBeGreaterThanOrEqual(3), { timeout: 30_000 });
  expect(said.join('\n')).not.toContain('running again');
  rmSync(join(dataDir, 'store'));
  renameSync(join(dataDir, 'store.away'), join(dataDir, 'store'));
  await vi.waitFor(() => expect(said).toContain('store is running again'), { timeout: 30_000 });
  expect(said.filter((line) => line.includes('running again'))).toHaveLength(1);
});

test('uses the services that the environment names and starts nothing of its own', {
  timeout: SLOW,
}, async () => {
  const { temporalAddress, amqpUrl, mongoUri } = await stack.start();
  const folder = join(dataDir, 'second');
  const env = { PATH: '', TEMPORAL_ADDRESS: temporalAddress, RABBITMQ_URL: amqpUrl, MONGODB_URI: mongoUri };
  const second = createStack({ dataDir: folder, env, log: () => undefined });
  const found = await second.start();
  expect(found).toMatchObject({ temporalAddress, amqpUrl, mongoUri, temporalUiUrl: undefined });
  expect(found.services.map(({ kind, pid }) => [kind, pid])).toEqual(Array(3).fill(['given', undefined]));
  await second.stop();
  expect(existsSync(join(folder, 'pids'))).toBe(false);
});

test('a stop during the start ends it and leaves no process', { timeout: SLOW }, async () => {
  const outcome = stack.start().catch((error: unknown) => error);
  await vi.waitFor(() => expect(processesOfStack().length).toBeGreaterThan(0), { timeout: 20_000 });
  await stack.stop();
  expect(await outcome).toMatchObject({ name: 'WebloomError' });
  expect(processesOfStack()).toEqual([]);
});

test('after a kill -9 of its parent the next start ends the leftovers and gets the same addresses', {
  timeout: SLOW,
}, async () => {
  const parent = startParent();
  const first = await parent.addresses;
  process.kill(parent.pid, 'SIGKILL');
  await parent.ended;
  const second = await stack.start();
  expect(said.join('\n')).toMatch(/^ended what an earlier stack left running: .*rabbitmq-epmd/m);
  const places = ({ temporalAddress, amqpUrl, mongoUri }: StackAddresses) => [
    temporalAddress,
    amqpUrl,
    mongoUri,
  ];
  expect(places(second)).toEqual(places(first));
  for (const { name } of first.services) expect(pidOf(second, name)).not.toBe(pidOf(first, name));
  await stack.kill();
  await vi.waitFor(() => expect(processesOfStack()).toEqual([]), { timeout: 10_000 });
});

function startParent(): { pid: number; addresses: Promise<StackAddresses>; ended: Promise<unknown> } {
  const script = `
    import { createStack } from ${JSON.stringify(STACK_MODULE)};
    const stack = createStack({ dataDir: ${JSON.stringify(dataDir)}, env: process.env, log: console.error });
    console.log(JSON.stringify(await stack.start()));`;
  const args = ['--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, {
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const addresses = new Promise<StackAddresses>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve(JSON.parse(line) as StackAddresses),
    );
    void ended.then(() => reject(new Error('the parent ended before its stack was up')));
  });
  return { pid: child.pid ?? 0, addresses, ended };
}
