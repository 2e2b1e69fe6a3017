// A database server for tests: the embedded store in this process, or the one MONGODB_TEST_URI names. Every `open` is a
// database of its own, gone when the tests are.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type Mongo, createMongo } from '../../../adapters/mongo/mongo.ts';
import { startStore } from '../../../embedded-store/start.ts';

export interface TestDatabase {
  readonly uri: string;
  /** Name of a database that is removed at the end. */
  newName(): string;
  /** All stores over a new, empty database. */
  open(): Promise<Mongo>;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await serverFor(process.env['MONGODB_TEST_URI']);
  const names: string[] = [];
  const opened: Mongo[] = [];
  const newName = (): string => {
    const name = `webloom_test_${randomUUID().slice(0, 8)}`;
    names.push(name);
    return name;
  };
  return {
    uri: server.uri,
    newName,
    async open() {
      const mongo = await createMongo(server.uri, {
        dbName: newName(),
        appName: 'webloom-test',
        // What is lacking is told by the tests, one by one.
        onAnyServer: process.env['MONGODB_TEST_URI'] !== undefined,
      });
      opened.push(mongo);
      return mongo;
    },
    async close() {
      for (const mongo of opened) await mongo.close();
      const client = new MongoClient(server.uri);
      for (const name of names) await client.db(name).dropDatabase();
      await client.close();
      await server.stop();
    },
  };
}

async function serverFor(uri: string | undefined): Promise<{ uri: string; stop: () => Promise<void> }> {
  if (uri !== undefined) return { uri, stop: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), 'webloom-store-'));
  const store = await startStore({ port: 0, dataDir });
  return {
    uri: `mongodb://127.0.0.1:${store.port}/`,
    async stop() {
      await store.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
