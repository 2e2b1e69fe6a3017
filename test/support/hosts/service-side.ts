// The network in which hosts of a test find its services: a namespace with one address. The services themselves stay on loopback of the
// test, which no host can reach; connections are handed to them port by port.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtFile } from '../webloom-processes.ts';
import { joinSockets } from './join-sockets.ts';

/** Of the services, in every test: no namespace sees another one's. */
export const SERVICE_ADDRESS = '10.201.0.1';

export interface ServiceSide {
  /** Of the process that holds the network. */
  readonly pid: number;
  /** An address on loopback, as a host has to say it. */
  readonly seen: (address: string) => string;
  close(): Promise<void>;
}

/** One line: why this machine lets a test have no hosts; null where it does. */
export function whyNoHosts(): string | null {
  const cable = 'ip link add one type veth peer name other && hostname one';
  const spaces = ['--net', '--pid', '--uts', '--mount', '--fork', '--mount-proc', 'sh', '-c', cable];
  const { status, error, stderr } = spawnSync('unshare', spaces, { encoding: 'utf8' });
  if (status === 0) return null;
  const said = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  return `this machine lets nobody make namespaces and cables (${said}): run it as root`;
}

export async function openServiceSide(ports: readonly number[]): Promise<ServiceSide> {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-side-'));
  const sockets = new Set<Socket>();
  const servers = await Promise.all(ports.map((port) => handOn(port, folder, sockets)));
  const program = [process.execPath, builtFile('test/support/namespace/forward-ports.js')];
  const child = spawn(
    'unshare',
    [
      '--net',
      'sh',
      '-c',
      `${NETWORK} && exec "$@"`,
      'sh',
      ...program,
      SERVICE_ADDRESS,
      folder,
      ...ports.map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const atEnd = (): void => void child.kill('SIGKILL');
  process.once('exit', atEnd);
  await begun(child);
  return {
    pid: child.pid ?? 0,
    seen: (address) => address.replaceAll('127.0.0.1', SERVICE_ADDRESS),
    async close() {
      process.off('exit', atEnd);
      child.kill('SIGKILL');
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const NETWORK = `ip link set lo up && ip addr add ${SERVICE_ADDRESS}/32 dev lo`;

async function begun(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the network of the services could not be made');
  });
  await Promise.race([once(child.stdout ?? child, 'data'), ended]);
}

async function handOn(port: number, folder: string, sockets: Set<Socket>): Promise<Server> {
  const server = createServer((socket) => {
    const service = connect(port, '127.0.0.1');
    for (const each of [socket, service]) {
      sockets.add(each);
      each.on('close', () => sockets.delete(each));
    }
    joinSockets(socket, service);
  });
  await once(server.listen(join(folder, String(port))), 'listening');
  return server;
}

/** Runs a line of shell in the network of a process. */
export function inNetworkOf(pid: number, ...lines: readonly string[]): void {
  execFileSync('nsenter', [`--net=/proc/${pid}/ns/net`, 'sh', '-ec', lines.join('\n')], { stdio: 'pipe' });
}
