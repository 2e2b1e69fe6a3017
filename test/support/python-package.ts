// A package of Python (PyPI) in a folder of the cache: nothing is installed into Python itself.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../cli/stack/service/cache-folder.ts';
import { lastLine, runCommand } from '../../cli/stack/process/run-command.ts';

const FETCH_MS = 300_000;
const INSTALL = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target'];

/** `pinned`: as in `moto[server]==5.2.5`. Gives its folder; `reason`: why it can be had from no package index. */
export async function providePythonPackage(
  pinned: string,
): Promise<{ readonly folder: string } | { readonly reason: string }> {
  const env = process.env;
  const kept = join(cacheFolder(env), pinned.replace(/\[.*\]/, '').replace('==', '-'));
  if (existsSync(kept)) return { folder: kept };
  mkdirSync(cacheFolder(env), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  const { ok, stderr } = await runCommand('python3', [...INSTALL, folder, pinned], {
    env,
    timeoutMs: FETCH_MS,
  });
  // Another run of the tests may have been faster.
  if (ok && !existsSync(kept)) renameSync(folder, kept);
  rmSync(folder, { recursive: true, force: true });
  return existsSync(kept)
    ? { folder: kept }
    : { reason: `pip could not install ${pinned}: ${lastLine(stderr)}` };
}
