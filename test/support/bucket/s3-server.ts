// S3 servers for tests: moto (PyPI), which looks at no key, and versitygw (Go), which looks at keys, times and signatures and keeps
// objects in a folder. Each listens on loopback alone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';
import { eventually } from '../eventually.ts';
import type { Certificate } from '../make-certificate.ts';
import { providePythonPackage } from '../python-package.ts';
import { provideVersitygw } from './versitygw-binary.ts';
import { freePort } from '../free-port.ts';

const MOTO = 'moto[server]==5.2.5';
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
  /** PEM of what vouches for its certificate; absent: it speaks without TLS. */
  readonly authority?: string;
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

/** `certificate`: for TLS; it vouches for itself. */
export async function startVersitygw(certificate?: Certificate): Promise<S3Server | Missing> {
  const found = await provideVersitygw();
  if ('reason' in found) return found;
  const folder = mkdtempSync(join(tmpdir(), 'webloom-s3-'));
  const objects = join(folder, 'objects');
  mkdirSync(objects);
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (certificate !== undefined) {
    writeFileSync(cert, certificate.cert);
    writeFileSync(key, certificate.key);
  }
  const sealed = certificate === undefined ? [] : ['--cert', cert, '--key', key];
  return startServer({
    command: found.binary,
    args: (port) => ['--quiet', ...sealed, '--port', `127.0.0.1:${port}`, 'posix', objects],
    env: { ROOT_ACCESS_KEY: TEST_KEYS.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: TEST_KEYS.AWS_SECRET_ACCESS_KEY },
    folder,
    ...(certificate === undefined ? {} : { authority: certificate.cert }),
  });
}

async function startServer(program: Program): Promise<S3Server> {
  const port = await freePort();
  const { authority = null } = program;
  const endpoint = `${authority === null ? 'http' : 'https'}://127.0.0.1:${port}`;
  let child = await launch(program, port);
  // A test that is cut off leaves no server behind.
  const atEnd = (): void => void child.kill('SIGKILL');
  process.once('exit', atEnd);
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
        authority,
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
      process.off('exit', atEnd);
      await kill();
      if (program.folder !== undefined) rmSync(program.folder, { recursive: true, force: true });
    },
  };
}

async function launch({ command, args, env }: Program, port: number): Promise<ChildProcess> {
  const child = spawn(command, args(port), { env: { ...process.env, ...env }, stdio: 'ignore' });
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
    return takesConnections(port);
  }, START_MS);
  return child;
}

async function makeBucket({ bucket, endpoint, authority }: BucketPlace): Promise<void> {
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
    requestHandler: { httpsAgent: authority === null ? {} : { ca: authority } },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
