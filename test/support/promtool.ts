// Prometheus's own checker of rules and metrics: the one on PATH, or that of Debian's package, unpacked into the cache and
// not installed.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, findOnPath } from '../../cli/stack/service/cache-folder.ts';
import { type CommandResult, runCommand } from '../../cli/stack/process/run-command.ts';

const FETCH_MS = 300_000;
const RUN_MS = 60_000;

export const HOW_TO_GET =
  'There is no promtool: install it ("apt-get install prometheus"), or run the tests with CI=true, which unpacks Debian’s package into the cache.';

/** Null where there is none. `mayFetch`: 19 MB, once, of the system's package mirror. */
export async function providePromtool({ mayFetch }: { readonly mayFetch: boolean }): Promise<string | null> {
  const env = process.env;
  const kept = join(cacheFolder(env), 'promtool');
  const found = [...findOnPath('promtool', env), kept].find((file) => existsSync(file));
  if (found !== undefined) return found;
  if (mayFetch && findOnPath('apt-get', env).length > 0) await fetchPromtool(kept);
  return existsSync(kept) ? kept : null;
}

async function fetchPromtool(kept: string): Promise<void> {
  const env = { ...process.env, LC_ALL: 'C' };
  mkdirSync(cacheFolder(env), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  const run = (command: string, args: readonly string[]): Promise<CommandResult> =>
    runCommand(command, args, { env, timeoutMs: FETCH_MS, cwd: folder });
  const download = (): Promise<CommandResult> =>
    run('apt-get', ['-q', '-o', 'Acquire::Retries=1', 'download', 'prometheus']);
  try {
    // A fresh machine has no package lists yet.
    const isThere =
      (await download()).ok || ((await run('apt-get', ['-q', 'update'])).ok && (await download()).ok);
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    if (!isThere || file === undefined || !(await run('dpkg', ['-x', file, 'root'])).ok) return;
    // Another run of the tests may have been faster.
    if (!existsSync(kept)) renameSync(join(folder, 'root/usr/bin/promtool'), kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it prints goes to both outputs. */
export async function runPromtool(
  promtool: string,
  args: readonly string[],
): Promise<{ readonly ok: boolean; readonly report: string }> {
  const { ok, stdout, stderr } = await runCommand(promtool, args, { env: process.env, timeoutMs: RUN_MS });
  return { ok, report: `${stdout}${stderr}` };
}
