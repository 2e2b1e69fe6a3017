// Measures the embedded store: insert, claim, indexed find over 200,000 documents, memory, idle CPU, replay. The server
// has a process of its own, the driver runs in this one. `npx tsx bench/embedded-store.ts [--docs 200000]`.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { MongoClient, type Collection, type Document } from 'mongodb';

type Item = Document & { _id: string };

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly startMs: number;
}

async function startServer(dataDir: string): Promise<Server> {
  const args = ['--import', 'tsx', 'embedded-store/main.ts', '--port', '0', '--data', dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as { port: number; startMs: number };
    return { child, port: ready.port, startMs: ready.startMs };
  }
  throw new Error('the server did not start');
}

async function stopServer(server: Server, signal: NodeJS.Signals): Promise<void> {
  const exited = once(server.child, 'exit');
  server.child.kill(signal);
  await exited;
}

function memoryMb(server: Server): number {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** CPU time used so far, in ms (clock ticks are 10 ms). */
function cpuMs(server: Server): number {
  const stat = readFileSync(`/proc/${server.child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function report(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(62)} ${value}\n`);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function makeItem(i: number): Item {
  const text = `https://shop${i % 100}.example.com/product/${i}?ref=list `.repeat(4);
  return {
    _id: `run${i % 8}:${i.toString(36).padStart(8, '0')}`,
    runId: `run${i % 8}`,
    state: i % 5 === 0 ? 'due' : 'done',
    url: text.slice(0, 60),
    attempts: i % 3,
    at: new Date(1_700_000_000_000 + i * 1000),
    title: text,
    notes: [text.slice(0, 100), text.slice(5, 105)],
    price: { minor: i * 7, currency: 'EUR' },
    body: text.repeat(2).slice(0, 300),
  };
}

async function insertAll(items: Collection<Item>, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    await items.insertMany(
      Array.from({ length: Math.min(1000, count - from) }, (_, i) => makeItem(from + i)),
    );
  }
}

async function claimLoop(items: Collection<Item>, count: number, offset: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { _id } = makeItem(offset + i);
    await items.findOneAndUpdate({ _id }, { $set: { state: 'taken' }, $inc: { attempts: 1 } });
  }
}

async function measureFinds(server: Server, items: Collection<Item>): Promise<void> {
  const queries = 200;
  const average = async (run: (i: number) => Promise<unknown>): Promise<string> => {
    await run(0);
    const before = cpuMs(server);
    const ms = await timed(async () => {
      for (let i = 0; i < queries; i++) await run(i);
    });
    const cpu = (cpuMs(server) - before) / queries;
    return `${(ms / queries).toFixed(2)} ms (server CPU ${cpu.toFixed(2)} ms)`;
  };
  const page = (limit: number) => (i: number) =>
    items
      .find({ runId: `run${i % 8}`, state: 'due' })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  report('find {runId, state} sort _id limit 20', await average(page(20)));
  report('find {runId, state} sort _id limit 500', await average(page(500)));
  report('findOne by _id', await average((i) => items.findOne({ _id: makeItem(i * 17)._id })));
  report(
    'count {runId, state}',
    await average((i) => items.countDocuments({ runId: `run${i % 8}`, state: 'due' })),
  );
}

async function measureIdle(server: Server): Promise<void> {
  const before = cpuMs(server);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  report('idle CPU with a connected client', `${((cpuMs(server) - before) / 100).toFixed(2)} %`);
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { docs: { type: 'string', default: '200000' } } });
  const count = Number(values.docs);
  const dataDir = await mkdtemp(join(tmpdir(), 'embedded-store-bench-'));
  report('machine', `${cpus().length} cores, Node ${process.version}`);
  const server = await startServer(dataDir);
  const client = await new MongoClient(`mongodb://127.0.0.1:${server.port}/?directConnection=true`).connect();
  const items = client.db('bench').collection<Item>('items');
  await items.createIndex({ runId: 1, state: 1 });
  const empty = memoryMb(server);
  const cpuBefore = cpuMs(server);
  const insertMs = await timed(() => insertAll(items, count));
  report(`insertMany, ${count} documents in batches of 1000`, `${Math.round((count / insertMs) * 1000)} /s`);
  report('  server CPU per document', `${(((cpuMs(server) - cpuBefore) / count) * 1000).toFixed(1)} us`);
  report('memory, empty / full', `${empty} / ${memoryMb(server)} MB`);
  const claimCpu = cpuMs(server);
  const one = await timed(() => claimLoop(items, 5000, 0));
  const perClaim = `server CPU ${((cpuMs(server) - claimCpu) / 5).toFixed(0)} us each`;
  report('findOneAndUpdate by _id, 1 client loop', `${Math.round(5_000_000 / one)} /s (${perClaim})`);
  const four = await timed(async () => {
    await Promise.all([0, 1, 2, 3].map((n) => claimLoop(items, 2500, 10_000 * (n + 1))));
  });
  report('findOneAndUpdate by _id, 4 client loops', `${Math.round(10_000_000 / four)} /s`);
  await measureFinds(server, items);
  const updateMs = await timed(
    async () => void (await items.updateMany({ runId: 'run1' }, { $set: { flag: 1 } })),
  );
  report(`updateMany of ${count / 8} documents`, `${Math.round(updateMs)} ms`);
  await measureIdle(server);
  report('memory at the end', `${memoryMb(server)} MB`);
  await client.close();
  await stopServer(server, 'SIGKILL');
  const again = await startServer(dataDir);
  report(
    'replay after kill -9',
    `${again.startMs} ms = ${Math.round((count / again.startMs) * 1000)} documents/s`,
  );
  report('memory after replay', `${memoryMb(again)} MB`);
  await stopServer(again, 'SIGTERM');
  await rm(dataDir, { recursive: true });
}

await run();
