// An embedded store in a process of its own for a bench, as `webloom up` runs it, and the CPU it has used.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Linux counts CPU of other processes in ticks of 10 ms. */
const TICK_US = 10_000;

export interface BenchStore {
  readonly uri: string;
  readonly cpuUs: () => number;
  readonly stop: () => Promise<void>;
}

/** `uri`: another server, whose CPU is not seen. */
export async function startBenchStore(uri?: string): Promise<BenchStore> {
  if (uri !== undefined) return { uri, cpuUs: () => 0, stop: async () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-bench-store-'));
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const main = fileURLToPath(new URL(`../../embedded-store/main.${extension}`, import.meta.url));
  const args = [...process.execArgv, main, '--port', '0', '--data', dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await readPort(child);
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    cpuUs: () => cpuUsOf(child.pid),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function readPort({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('The store has no standard output to read its port from.');
  for await (const line of createInterface({ input: stdout })) {
    const ready: unknown = JSON.parse(line);
    const port: unknown = typeof ready === 'object' && ready !== null ? Reflect.get(ready, 'port') : null;
    if (typeof port === 'number') return port;
  }
  throw new Error('The store ended before it was ready; see what it printed above.');
}

/** User and system time of a process; 0 where there is no /proc. */
function cpuUsOf(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
