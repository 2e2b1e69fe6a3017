// A data directory with the stores that run on it, in this process or as real child processes; all ended together.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Collection, MongoClient } from 'mongodb';
import { startStore, type RunningStore, type StoreOptions } from '../../embedded-store/main.ts';
import { connect, temporaryDirectory, type AnyDoc } from './database.ts';
import { builtFile } from '../support/webloom-processes.ts';

export interface Opened {
  readonly store: RunningStore;
  readonly client: MongoClient;
  readonly items: Collection<AnyDoc>;
  readonly warnings: string[];
  readonly close: () => Promise<void>;
}

export interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

export interface Scene {
  readonly dataDir: string;
  readonly openStore: (options?: Partial<StoreOptions>) => Promise<Opened>;
  /** A real child process, as it runs in production. */
  readonly spawnServer: (...flags: string[]) => Promise<Server>;
  readonly connectTo: (server: Server) => Promise<Collection<AnyDoc>>;
  /** The log being written. */
  readonly logFile: () => Promise<string>;
  readonly end: () => Promise<void>;
}

export async function createScene(): Promise<Scene> {
  const dataDir = await temporaryDirectory();
  const closing: (() => Promise<unknown>)[] = [];
  const itemsOf = (client: MongoClient): Collection<AnyDoc> => client.db('d').collection<AnyDoc>('items');

  return {
    dataDir,
    openStore: async (options = {}) => {
      const warnings: string[] = [];
      const store = await startStore({ port: 0, dataDir, warn: (text) => warnings.push(text), ...options });
      const client = await connect(store.port);
      const close = async (): Promise<void> => {
        await client.close();
        await store.stop();
      };
      closing.push(close);
      return { store, client, items: itemsOf(client), warnings, close };
    },
    spawnServer: async (...flags) => {
      const server = await spawnServer(dataDir, flags);
      closing.push(async () => server.process.kill('SIGKILL'));
      return server;
    },
    connectTo: async (server) => {
      const client = await connect(server.port);
      closing.push(() => client.close());
      return itemsOf(client);
    },
    logFile: async () => {
      const names = (await readdir(dataDir)).filter((name) => name.startsWith('log-'));
      return join(dataDir, names.sort((a, b) => a.localeCompare(b)).at(-1) ?? '');
    },
    end: async () => {
      for (const close of closing.reverse()) await close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function spawnServer(dataDir: string, flags: readonly string[]): Promise<Server> {
  const args = [builtFile('embedded-store/main.js'), '--port', '0', '--data', dataDir, ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: unknown = JSON.parse(line);
    if (typeof ready === 'object' && ready !== null && 'port' in ready) {
      return { process: child, port: Number(ready.port) };
    }
  }
  throw new Error('the server ended before it was ready');
}

/** Ends a server and gives its exit code. */
export async function kill(server: Server, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(server.process, 'exit');
  server.process.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}
