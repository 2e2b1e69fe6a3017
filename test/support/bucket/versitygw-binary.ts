// versitygw, an S3 server (Go module): from the cache, from PATH, or built by Go, once on a machine: that takes minutes of CPU.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../../cli/stack/process/lock-file.ts';
import { lastLine, runCommand } from '../../../cli/stack/process/run-command.ts';
import { cacheFolder, findOnPath } from '../../../cli/stack/service/cache-folder.ts';
import { eventually } from '../eventually.ts';

const MODULE = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
const BUILD_MS = 600_000;

export type FoundBinary = { readonly binary: string } | { readonly reason: string };

export async function provideVersitygw(): Promise<FoundBinary> {
  const env = process.env;
  const kept = join(cacheFolder(env), `versitygw-${MODULE.split('@v')[1]}`);
  const binary = join(kept, 'versitygw');
  const [known] = [binary, ...findOnPath('versitygw', env)].filter((file) => existsSync(file));
  if (known !== undefined) return { binary: known };
  if (findOnPath('go', env).length === 0)
    return { reason: 'there is no versitygw on PATH, and no go to build it' };
  mkdirSync(cacheFolder(env), { recursive: true });
  // Files of tests begin at the same time, and one build takes all there is.
  const lock = await eventually(() => {
    const attempt = lockFile(`${kept}.lock`);
    return attempt.held ? attempt : null;
  }, BUILD_MS);
  try {
    return existsSync(binary) ? { binary } : await build(kept, binary);
  } finally {
    lock.release();
  }
}

async function build(kept: string, binary: string): Promise<FoundBinary> {
  const env = process.env;
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  const building = { env: { ...env, GOBIN: folder }, timeoutMs: BUILD_MS };
  const { ok, stderr } = await runCommand('nice', ['go', 'install', MODULE], building);
  if (ok) renameSync(folder, kept);
  else rmSync(folder, { recursive: true, force: true });
  return ok ? { binary } : { reason: `go could not build versitygw: ${lastLine(stderr)}` };
}
