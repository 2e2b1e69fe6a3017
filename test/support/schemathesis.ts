// Schemathesis, a tester of APIs by their description (PyPI), in the cache: nothing is installed into Python itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../cli/stack/process/run-command.ts';
import { providePythonPackage } from './python-package.ts';

const PACKAGE = 'schemathesis==4.32.5';
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
  const found = await providePythonPackage(PACKAGE);
  return 'folder' in found ? found.folder : null;
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
