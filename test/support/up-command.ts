// `webloom up` as people call it: the built command in a process of its own, with all that it says on the terminal.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { type StackFile, readStackFile } from '../../cli/stack/stack-file.ts';
import { eventually } from './eventually.ts';
import type { Books } from './recount.ts';
import { builtFile } from './webloom-processes.ts';

const UP_MS = 180_000;
const END_MS = 60_000;

export interface Up {
  readonly dataDir: string;
  readonly process: ChildProcess;
  readonly stack: StackFile;
  /** All it has said so far, on both outputs. */
  terminal(): string;
  /** Ctrl-C; resolves when it has ended. */
  interrupt(): Promise<void>;
  /** With everything that it had started, as when a machine loses its power. */
  loseAll(): Promise<void>;
}

/** Resolves when it has written where it listens. */
export async function startUp(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  main = builtFile('cli/main.js'),
): Promise<Up> {
  const said: string[] = [];
  const { PATH = '', HOME = '' } = process.env;
  const args = [main, 'up', '--data-dir', dataDir];
  const started = spawn(process.execPath, args, { env: { PATH, HOME, NO_COLOR: '1', ...env } });
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (data) => said.push(String(data)));
  const terminal = (): string => said.join('');
  const hasEnded = (): boolean => started.exitCode !== null || started.signalCode !== null;
  const stack = await eventually(() => {
    if (hasEnded()) throw new Error(`up has ended:\n${terminal()}`);
    const found = readStackFile(dataDir);
    return found?.pid === started.pid ? found : null;
  }, UP_MS);
  return {
    dataDir,
    process: started,
    stack,
    terminal,
    async interrupt() {
      if (!hasEnded()) started.kill('SIGINT');
      await eventually(hasEnded, END_MS);
    },
    async loseAll() {
      // Frozen first, so that it starts nothing again meanwhile.
      started.kill('SIGSTOP');
      for (const pid of pidsOf(dataDir)) process.kill(pid, 'SIGKILL');
      started.kill('SIGKILL');
      await eventually(hasEnded, END_MS);
    },
  };
}

function pidsOf(dataDir: string): number[] {
  const folder = join(dataDir, 'pids');
  return readdirSync(folder).map((name) => Number(JSON.parse(readFileSync(join(folder, name), 'utf8')).pid));
}

/** Lets a test look behind what it has started. */
export async function withBooks<T>(
  { dataDir, stack }: Pick<Up, 'dataDir' | 'stack'>,
  look: (books: Books) => Promise<T>,
): Promise<T> {
  const uri = stack.services['store'] ?? '';
  const mongo = await createMongo(uri, { dbName: 'webloom', appName: 'test', findServerWithinMs: 20_000 });
  try {
    const blobs = await createFileBlobStore({ folder: join(dataDir, 'blobs'), flush: 'none' });
    return await look({ mongo, blobs, files: createStageFiles(blobs) });
  } finally {
    await mongo.close();
  }
}
