// S3 servers for tests: moto (PyPI), which looks at no key, and versitygw (Go), which looks at keys, times and signatures and keeps
// objects in a folder. Each listens on loopback alone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, findOnPath } from '../../../cli/stack/service/cache-folder.ts';
import { lastLine, runCommand } from '../../../cli/stack/process/run-command.ts';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';
import { eventually } from '../eventually.ts';
import { providePythonPackage } from '../python-package.ts';

const MOTO = 'moto[server]==5.2.5';
const VERSITYGW = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
const BUILD_MS = 600_000;
const START_MS = 60_000;

/** What the client reads from the environment. */
export const TEST_KEYS = { AWS_ACCESS_KEY_ID: 'webloom-test', AWS_SECRET_ACCESS_KEY: 'webloom-test-secret' };

export interface S3Server {
  readonly endpoint: string;
  /** A place in a bucket that is made. */
  readonly newPlace: () => Promise<BucketPlace>;
  /** Ends it as a power cut does; what it keeps in a folder is there at the next start. */
  readonly kill: () => Promise<void>;
  /** It takes connections and answers nothing. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** At the same address. */
  readonly startAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Missing {
  /** One line: why it is not here. */
  readonly reason: string;
}

interface Program {
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder?: string;
}

export async function startMoto(): Promise<S3Server | Missing> {
  const found = await providePythonPackage(MOTO);
  if ('reason' in found) return found;
  return startServer({
    command: 'python3',
    args: (port) => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    env: { PYTHONPATH: found.folder },
  });
}

export async function startVersitygw(): Promise<S3Server | Missing> {
  const found = await provideVersitygw();
  if ('reason' in found) return found;
  const folder = mkdtempSync(join(tmpdir(), 'webloom-s3-'));
  return startServer({
    command: found.binary,
    args: (port) => ['--quiet', '--port', `127.0.0.1:${port}`, 'posix', folder],
    env: { ROOT_ACCESS_KEY: TEST_KEYS.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: TEST_KEYS.AWS_SECRET_ACCESS_KEY },
    folder,
  });
}

/** From the cache, from PATH, or built by Go, once: that takes minutes of CPU. */
async function provideVersitygw(): Promise<{ readonly binary: string } | Missing> {
  const env = process.env;
  const kept = join(cacheFolder(env), `versitygw-${VERSITYGW.split('@v')[1]}`);
  const binary = join(kept, 'versitygw');
  const [known] = [binary, ...findOnPath('versitygw', env)].filter((file) => existsSync(file));
  if (known !== undefined) return { binary: known };
  if (findOnPath('go', env).length === 0)
    return { reason: 'there is no versitygw on PATH, and no go to build it' };
  mkdirSync(cacheFolder(env), { recursive: true });
  const building = { env: { ...env, GOBIN: kept }, timeoutMs: BUILD_MS };
  const { ok, stderr } = await runCommand('nice', ['go', 'install', VERSITYGW], building);
  return ok ? { binary } : { reason: `go could not build versitygw: ${lastLine(stderr)}` };
}

async function startServer(program: Program): Promise<S3Server> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  let child = await launch(program, port);
  let made = 0;
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    endpoint,
    async newPlace() {
      const bucket = `webloom-test-${process.pid}-${(made += 1)}`;
      const place = {
        bucket,
        prefix: 'some/where/',
        region: null,
        endpoint,
        pathStyle: true,
        authority: null,
      };
      await makeBucket(place);
      return place;
    },
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async startAgain() {
      child = await launch(program, port);
    },
    async close() {
      await kill();
      if (program.folder !== undefined) rmSync(program.folder, { recursive: true, force: true });
    },
  };
}

async function launch({ command, args, env }: Program, port: number): Promise<ChildProcess> {
  const child = spawn(command, args(port), { env: { ...process.env, ...env }, stdio: 'ignore' });
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  }, START_MS);
  return child;
}

async function makeBucket({ bucket, endpoint }: BucketPlace): Promise<void> {
  const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
  const credentials = {
    accessKeyId: TEST_KEYS.AWS_ACCESS_KEY_ID,
    secretAccessKey: TEST_KEYS.AWS_SECRET_ACCESS_KEY,
  };
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: endpoint ?? '',
    forcePathStyle: true,
    credentials,
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
