// A program that is a Go module: from the cache, from PATH, or built by Go, once on a machine: that takes minutes of CPU.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../../cli/stack/process/lock-file.ts';
import { lastLine, runCommand } from '../../cli/stack/process/run-command.ts';
import { cacheFolder, findOnPath } from '../../cli/stack/service/cache-folder.ts';
import { eventually } from './eventually.ts';

export type FoundBinary = { readonly binary: string } | { readonly reason: string };

export interface GoProgram {
  /** Its name in the cache and on PATH. */
  readonly name: string;
  /** Whose last part is the name that Go gives to what it builds. */
  readonly module: string;
  readonly version: string;
  readonly tags?: string;
}

const BUILD_MS = 1_200_000;

export async function provideGoBinary(program: GoProgram): Promise<FoundBinary> {
  const { name, module, version } = program;
  const env = process.env;
  const kept = join(cacheFolder(env), `${name}-${version}`);
  const binary = join(kept, module.split('/').at(-1) ?? name);
  const [known] = [binary, ...findOnPath(name, env)].filter((file) => existsSync(file));
  if (known !== undefined) return { binary: known };
  if (findOnPath('go', env).length === 0)
    return { reason: `there is no ${name} on PATH, and no go to build it` };
  mkdirSync(cacheFolder(env), { recursive: true });
  // Files of tests begin at the same time, and one build takes all there is.
  const lock = await eventually(() => {
    const attempt = lockFile(`${kept}.lock`);
    return attempt.held ? attempt : null;
  }, BUILD_MS);
  try {
    return existsSync(binary) ? { binary } : await build(program, kept, binary);
  } finally {
    lock.release();
  }
}

async function build(
  { name, module, version, tags = '' }: GoProgram,
  kept: string,
  binary: string,
): Promise<FoundBinary> {
  const env = process.env;
  const folder = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  const building = { env: { ...env, GOBIN: folder }, timeoutMs: BUILD_MS };
  const args = ['go', 'install', '-tags', tags, `${module}@v${version}`];
  const { ok, stderr } = await runCommand('nice', args, building);
  if (ok) renameSync(folder, kept);
  else rmSync(folder, { recursive: true, force: true });
  return ok ? { binary } : { reason: `go could not build ${name}: ${lastLine(stderr)}` };
}
