// A fresh database for one test file: on the server MONGODB_TEST_URI names, else on an embedded store started here.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db, type Document } from 'mongodb';
import { startStore } from '../../embedded-store/main.ts';

/** What the tests store. */
export type AnyDoc = Document & { _id?: string | number };

export interface TestDatabase {
  readonly client: MongoClient;
  readonly db: Db;
  /** False on a real server, which knows more than the store. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'embedded-store-'));
}

export function connect(port: number): Promise<MongoClient> {
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  return new MongoClient(uri, { serverSelectionTimeoutMS: 5000 }).connect();
}

export async function openDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const uri = process.env['MONGODB_TEST_URI'];
  if (uri !== undefined) {
    const client = await new MongoClient(uri).connect();
    const db = client.db(name);
    return { client, db, embedded: false, close: () => db.dropDatabase().then(() => client.close()) };
  }
  const dataDir = await temporaryDirectory();
  const store = await startStore({ port: 0, dataDir });
  const client = await connect(store.port);
  const close = async (): Promise<void> => {
    await client.close();
    await store.stop();
    await rm(dataDir, { recursive: true });
  };
  return { client, db: client.db(name), embedded: true, close };
}

/** The code of the error a promise is rejected with; undefined when it is fulfilled. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}
