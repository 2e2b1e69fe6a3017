// Writes to an embedded store without a pause, kills it in the middle, starts it again, and counts what it had acknowledged and no
// longer has.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';

export interface Acknowledged {
  readonly acknowledged: number;
  readonly lost: number;
}

/** Writers that each wait for their answer before they write again. */
const WRITERS = 16;
const ENOUGH = 2_000;

export async function killWhileWriting(program: string): Promise<Acknowledged> {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-ack-'));
  try {
    const acknowledged = await writeUntilKilled(program, folder);
    const { store, client } = await open(program, folder);
    const kept = await client.db('test').collection<{ _id: string }>('kept').find().toArray();
    const ids = new Set(kept.map(({ _id }) => _id));
    await client.close();
    store.kill('SIGKILL');
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((id) => !ids.has(id)).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeUntilKilled(program: string, folder: string): Promise<string[]> {
  const { store, client } = await open(program, folder);
  const collection = client.db('test').collection<{ _id: string }>('kept');
  const acknowledged: string[] = [];
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; store.signalCode === null; n += 1) {
      const _id = `${writer}-${n}`;
      await collection.insertOne({ _id });
      acknowledged.push(_id);
      if (acknowledged.length >= ENOUGH && !store.killed) store.kill('SIGKILL');
    }
  };
  // Each ends with the connection it has lost.
  await Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  await client.close();
  return acknowledged;
}

async function open(program: string, folder: string): Promise<{ store: ChildProcess; client: MongoClient }> {
  const store = spawn(process.execPath, [program, '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: store.stdout }), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 5_000 });
  return { store, client: await client.connect() };
}
