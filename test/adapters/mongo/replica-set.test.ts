// The database as a replica set: elections, killed primaries, answers that are lost after their write.
import { rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toWebloomError, translatingErrors } from '../../../adapters/mongo/driver-error.ts';
import { migrate } from '../../../adapters/mongo/migrate.ts';
import { type Mongo, createMongo } from '../../../adapters/mongo/mongo.ts';
import { startStore } from '../../../embedded-store/start.ts';
import { eventually } from '../../support/eventually.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/replica-set.ts';

const closing: (() => Promise<unknown>)[] = [];
let set: ReplicaSet;

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-set-'));
  closing.push(() => rm(dataDir, { recursive: true }));
  const store = await startStore({ port: 0, dataDir });
  closing.push(() => store.stop());
  set = await startReplicaSet({ host: '127.0.0.1', port: store.port });
  closing.push(() => set.close());
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(uri = set.uri): Promise<Mongo> {
  const mongo = await createMongo(uri, { dbName: 'webloom', appName: 'test' });
  closing.push(() => mongo.close());
  return mongo;
}

const inAMinute = (): number => Date.now() + 60_000;
const acquire = (mongo: Mongo, name: string): Promise<boolean> =>
  mongo.locks.acquire(name, 'me', Date.now(), inAMinute());

it('writes to most members of the primary, whatever the address says', async () => {
  const mongo = await open(`${set.uri}&w=1&readPreference=secondary&retryWrites=false`);
  expect(await acquire(mongo, 'a')).toBe(true);
  expect([...set.concerns].map((concern) => (JSON.parse(concern) as { w: unknown } | null)?.w)).toEqual([
    'majority',
  ]);
  set.loseAnswers(1);
  expect(await acquire(mongo, 'b')).toBe(true);
  expect(set.counts).toMatchObject({ lost: 1, repeated: 1, refused: 0 });
});

it('does a write once whose answer is lost', async () => {
  const mongo = await open();
  for (const name of ['a', 'b', 'c']) {
    set.loseAnswers(1);
    expect(await acquire(mongo, name)).toBe(true);
  }
  expect(set.counts).toMatchObject({ lost: 3, repeated: 3 });
});

it('waits for the next primary while there is none', async () => {
  const mongo = await open();
  const election = set.elect(1, 1_500);
  expect(await acquire(mongo, 'a')).toBe(true);
  await election;
  expect(set.primary).toBe(1);
});

it('calls a set without a primary unavailable, and works with the next one', async () => {
  const mongo = await open();
  set.kill(0);
  await expect(acquire(mongo, 'a')).rejects.toMatchObject({ code: 'dependency-unavailable' });
  await set.elect(2, 0);
  expect(
    await eventually(
      () =>
        acquire(mongo, 'a').then(
          () => true,
          () => false,
        ),
      30_000,
    ),
  ).toBe(true);
});

describe('what an election makes of a call', () => {
  it.each([189, 10_107, 11_600, 11_602, 13_435, 13_436, 91, 64])('passes by itself: code %i', (code) => {
    const error = new MongoServerError({ message: 'an election', code });
    expect(toWebloomError(error, 'jobs.get')).toMatchObject({ code: 'dependency-unavailable' });
  });

  it('is told to who reads one item after the other, too', async () => {
    const store = translatingErrors('versions', {
      async *keys(): AsyncGenerator<string> {
        yield 'a';
        await Promise.reject(new MongoServerError({ message: 'an election', code: 11_602 }));
      },
    });
    const read: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const key of store.keys()) read.push(key);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(read).toEqual(['a']);
  });
});

it('a step that takes long keeps the lease of the migration', async () => {
  const client = await new MongoClient(set.uri).connect();
  closing.push(() => client.close());
  const db = client.db('slow');
  const leases = db.collection<{ _id: string; until: number }>('locks');
  const until: number[] = [];
  const noteLease = async (): Promise<boolean> => {
    const found = await leases.findOne({ _id: 'migrations' });
    if (found !== null && !until.includes(found.until)) until.push(found.until);
    return until.length >= 3;
  };
  const slow = { id: '9999-slow', up: () => eventually(noteLease, 10_000).then(() => undefined) };
  expect(await migrate(db, [slow], 800)).toEqual(['9999-slow']);
  expect(until.length).toBeGreaterThanOrEqual(3);
  expect(await leases.countDocuments({})).toBe(0);
});
