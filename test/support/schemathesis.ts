// Schemathesis, a tester of APIs by their description (PyPI), in the cache: nothing is installed into Python itself.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../cli/stack/service/cache-folder.ts';
import { runCommand } from '../../cli/stack/process/run-command.ts';

const PACKAGE = 'schemathesis==4.32.5';
const FETCH_MS = 300_000;
/** Against a tester that hangs: it asks thousands of requests, in two minutes or in ten, as the machine is. */
const ASK_MS = 3_000_000;

export interface Verdict {
  /** Nothing was found. */
  readonly ok: boolean;
  /** What it printed. */
  readonly report: string;
}

/** Null where it can be had from no package index. */
export async function provideSchemathesis(): Promise<string | null> {
  const env = process.env;
  const kept = join(cacheFolder(env), PACKAGE.replace('==', '-'));
  if (existsSync(kept)) return kept;
  mkdirSync(cacheFolder(env), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    folder,
    PACKAGE,
  ];
  const { ok } = await runCommand('python3', args, { env, timeoutMs: FETCH_MS });
  // Another run of the tests may have been faster.
  if (ok && !existsSync(kept)) renameSync(folder, kept);
  rmSync(folder, { recursive: true, force: true });
  return existsSync(kept) ? kept : null;
}

export async function runSchemathesis(
  folder: string,
  { url, seed, args }: { readonly url: string; readonly seed: number; readonly args: readonly string[] },
): Promise<Verdict> {
  const config = join(import.meta.dirname, 'schemathesis.toml');
  const start = 'from schemathesis.cli import schemathesis; schemathesis()';
  const all = [
    '-c',
    start,
    '--config-file',
    config,
    'run',
    `${url}/openapi.json`,
    '--no-color',
    `--seed=${seed}`,
    ...args,
  ];
  const env = { ...process.env, PYTHONPATH: folder };
  // It keeps what it found beside itself.
  const cwd = mkdtempSync(join(tmpdir(), 'webloom-schemathesis-'));
  const { ok, stdout, stderr } = await runCommand('python3', all, { env, cwd, timeoutMs: ASK_MS });
  rmSync(cwd, { recursive: true, force: true });
  return { ok, report: stdout + stderr };
}
