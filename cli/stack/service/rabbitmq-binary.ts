// Finds or installs RabbitMQ's server script: as root by Debian's package, otherwise by unpacking its files
// into the cache. The host's own service is never started; only the program is needed, because each stack
// runs a node of its own.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../../domain/system/errors.ts';
import { cacheFolder, findOnPath, isExecutable } from './cache-folder.ts';
import { canReach } from './network-probe.ts';
import { type CommandResult, lastLine, runCommand } from '../process/run-command.ts';
import type { Env } from './service.ts';
import { given } from '../../../domain/system/given.ts';
import { OWN_COMMAND } from '../build-root.ts';

export interface RabbitBinary {
  readonly server: string;
  readonly epmd: string;
  /** Root of the unpacked packages; '/' if they are installed. */
  readonly root: string;
}

const SERVER = 'usr/lib/rabbitmq/bin/rabbitmq-server';
const INSTALL_TIMEOUT_MS = 300_000;
const POLICY_FILE = '/usr/sbin/policy-rc.d';
/** The parts of Erlang that RabbitMQ's package depends on, and their libraries. */
const ERLANG_PARTS =
  'base asn1 crypto public-key mnesia runtime-tools ssl eldap ftp tftp inets snmp os-mon parsetools syntax-tools tools xmerl';
const PACKAGES = [
  'rabbitmq-server',
  ...ERLANG_PARTS.split(' ').map((part) => `erlang-${part}`),
  'libsctp1',
  'libwrap0',
  'socat',
];

type Log = (line: string) => void;

export function findRabbitBinary(env: Env): RabbitBinary | undefined {
  const roots = ['/', unpackedRoot(env)];
  for (const root of roots) {
    const server = join(root, SERVER);
    if (isExecutable(server)) return { server, root, epmd: join(root, 'usr/bin/epmd') };
  }
  // Debian's command on PATH is a wrapper that changes the user; elsewhere it is the script itself.
  const server = findOnPath('rabbitmq-server', env).find(
    (file) => !realpathSync(file).endsWith('script-wrapper'),
  );
  const epmd = findOnPath('epmd', env)[0];
  return server === undefined || epmd === undefined ? undefined : { server, epmd, root: '/' };
}

export async function provideRabbitBinary(env: Env, log: Log): Promise<RabbitBinary> {
  const found = findRabbitBinary(env);
  if (found !== undefined) return found;
  const installer = { env, log };
  if (findOnPath('apt-get', env).length > 0 && (await refreshPackageLists(installer))) {
    if (process.getuid?.() === 0) await installPackage(installer);
    if (findRabbitBinary(env) === undefined) await unpackPackages(installer);
  }
  const provided = findRabbitBinary(env);
  if (provided === undefined) throw notProvided();
  return provided;
}

interface Installer {
  readonly env: Env;
  readonly log: Log;
}

function apt(
  { env }: Installer,
  command: 'apt-get' | 'apt-cache',
  args: readonly string[],
  cwd?: string,
): Promise<CommandResult> {
  const options = [
    '-q',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'Acquire::http::Timeout=15',
    '-o',
    'DPkg::Lock::Timeout=60',
  ];
  return runCommand(command, command === 'apt-get' ? [...options, ...args] : args, {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    timeoutMs: INSTALL_TIMEOUT_MS,
    ...given({ cwd }),
  });
}

async function refreshPackageLists(installer: Installer): Promise<boolean> {
  const { env, log } = installer;
  const targets = await apt(installer, 'apt-get', ['indextargets', '--format', '$(SITE)']);
  const site = targets.stdout.split('\n').find((line) => line.startsWith('http'));
  const proxy = await runCommand('apt-config', ['dump', 'Acquire::http::Proxy'], { env, timeoutMs: 5_000 });
  const proxyUrl = /"(https?:[^"]+)"/.exec(proxy.stdout)?.[1];
  if (site === undefined || !(await canReach(proxyUrl ?? site, env))) {
    log('rabbitmq: the Debian mirror does not answer within 3 s');
    return false;
  }
  if (process.getuid?.() === 0) {
    log('rabbitmq: refreshing the package lists');
    const update = await apt(installer, 'apt-get', ['update']);
    if (!update.ok) log(`rabbitmq: apt-get update failed: ${lastLine(update.stderr)}`);
  }
  const policy = await apt(installer, 'apt-cache', ['policy', 'rabbitmq-server']);
  const known = /Candidate: \d/.test(policy.stdout);
  if (!known) log('rabbitmq: this system’s package lists do not know rabbitmq-server');
  return known;
}

async function installPackage(installer: Installer): Promise<void> {
  const { env, log } = installer;
  log('rabbitmq: installing rabbitmq-server with apt-get (once)');
  const ownPolicy = !existsSync(POLICY_FILE);
  // The package would start a node on the standard port; this policy's exit code 101 forbids it.
  if (ownPolicy) writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const result = await apt(installer, 'apt-get', [
      'install',
      '-y',
      '--no-install-recommends',
      'rabbitmq-server',
    ]);
    if (!result.ok) log(`rabbitmq: apt-get install failed: ${lastLine(result.stderr)}`);
    const systemd = existsSync('/run/systemd/system');
    if (result.ok && systemd) {
      await runCommand('systemctl', ['disable', '--now', 'rabbitmq-server'], { env, timeoutMs: 30_000 });
    }
  } finally {
    if (ownPolicy) rmSync(POLICY_FILE, { force: true });
  }
}

function unpackedRoot(env: Env): string {
  return join(cacheFolder(env), 'rabbitmq');
}

async function unpackPackages(installer: Installer): Promise<void> {
  const { env, log } = installer;
  log('rabbitmq: unpacking Debian’s packages into the cache (34 MB, once)');
  mkdirSync(cacheFolder(env), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  try {
    const download = await apt(installer, 'apt-get', ['download', ...PACKAGES], folder);
    if (!download.ok) return log(`rabbitmq: apt-get download failed: ${lastLine(download.stderr)}`);
    const root = join(folder, 'root');
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
      const result = await runCommand('dpkg', ['-x', join(folder, name), root], { env, timeoutMs: 60_000 });
      if (!result.ok) return log(`rabbitmq: unpacking ${name} failed: ${lastLine(result.stderr)}`);
    }
    rehomeErlang(root, unpackedRoot(env));
    rmSync(unpackedRoot(env), { recursive: true, force: true });
    renameSync(root, unpackedRoot(env));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Erlang's start scripts contain their folder. `root`: where they lie now; `home`: where they will be run.
 */
function rehomeErlang(root: string, home: string): void {
  const erlang = join(root, 'usr/lib/erlang');
  const versions = readdirSync(erlang).filter((name) => name.startsWith('erts-'));
  for (const script of ['bin/erl', ...versions.map((name) => `${name}/bin/erl`)]) {
    const file = join(erlang, script);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replaceAll('ROOTDIR=/usr/lib/erlang', `ROOTDIR=${join(home, 'usr/lib/erlang')}`),
    );
    chmodSync(file, 0o755);
  }
}

function notProvided(): WebloomError {
  return new WebloomError(
    'dependency-unavailable',
    'No RabbitMQ: it is not installed and could not be fetched. Either set RABBITMQ_URL to a running one, or install ' +
      'it (Debian and Ubuntu: "apt-get update && apt-get install -y --no-install-recommends rabbitmq-server").',
    { facts: { remedy: `"${OWN_COMMAND} doctor" lists everything that is missing here.` } },
  );
}
