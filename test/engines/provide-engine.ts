// Other servers of MongoDB's protocol, as package registries bring them: built once into the cache, then started on loopback, each with
// a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLine, runCommand } from '../../cli/stack/process/run-command.ts';
import { cacheFolder, findOnPath } from '../../cli/stack/service/cache-folder.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

const BUILD_MS = 1_200_000;
const START_MS = 60_000;

export interface EngineSource {
  /** Of its folder in the cache: name and version. */
  readonly name: string;
  /** The folder beside this file that is copied into the cache and built there. */
  readonly source: string;
  readonly needs: readonly string[];
  readonly build: readonly string[];
  /** `home`: where it was built; `folder`: for its data, empty. */
  readonly start: (at: { home: string; port: number; folder: string }) => readonly string[];
}

export interface RunningEngine {
  readonly uri: string;
  readonly stop: () => Promise<void>;
}

/** `reason`: why it can not be had on this machine. */
export async function startEngine(
  source: EngineSource,
): Promise<RunningEngine | { readonly reason: string }> {
  const built = await provide(source);
  if ('reason' in built) return built;
  const folder = mkdtempSync(join(tmpdir(), `webloom-${source.source}-`));
  const port = await freePort();
  const [command = '', ...args] = source.start({ home: built.home, port, folder });
  const child = spawn(command, args, { stdio: 'ignore' });
  await eventually(() => isListening(port, child), START_MS);
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    async stop() {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function provide({
  name,
  source,
  needs,
  build,
}: EngineSource): Promise<{ readonly home: string } | { readonly reason: string }> {
  const { env } = process;
  const home = join(cacheFolder(env), name);
  if (existsSync(home)) return { home };
  const missing = needs.filter((program) => findOnPath(program, env).length === 0);
  if (missing.length > 0) return { reason: `${name} needs ${missing.join(' and ')} on PATH` };
  mkdirSync(cacheFolder(env), { recursive: true });
  const draft = mkdtempSync(join(cacheFolder(env), 'fetch-'));
  cpSync(join(import.meta.dirname, source), draft, { recursive: true });
  const { ok, stdout, stderr } = await runCommand('nice', build, { env, cwd: draft, timeoutMs: BUILD_MS });
  if (ok) renameSync(draft, home);
  else rmSync(draft, { recursive: true, force: true });
  return ok ? { home } : { reason: `${name} could not be built: ${lastLine(stderr) || lastLine(stdout)}` };
}

async function isListening(port: number, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`the engine ended with code ${child.exitCode}`);
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
