// `webloom backup restore --to`: an installation on the embedded store moves its database into another server, for which a
// second store on a port of its own stands here; its blobs go into the data folder.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { type RunningStore, startStore } from '../../embedded-store/start.ts';
import { sampleJob, samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { type Ran, runCli } from './harness.ts';

const KEY = 'blobs/text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const PAGES = 50;
const folder = mkdtempSync(join(tmpdir(), 'webloom-move-'));
const place = join(folder, 'backup');
const oldDir = join(folder, 'old');
let target: RunningStore;
let client: MongoClient;
let restores = 0;
let dataDir: string;

/** An installation of fifty pages on the embedded store of its data folder, at rest, and its backup. */
beforeAll(async () => {
  const source = await startStore({ dataDir: join(oldDir, 'store'), port: 0 });
  const uri = `mongodb://127.0.0.1:${source.port}/`;
  const mongo = await createMongo(uri, { dbName: 'webloom', appName: 'test' });
  await mongo.jobs.insert(sampleJob('job_moved'));
  const writer = await new MongoClient(uri).connect();
  const insert = (name: string, documents: { _id: string }[]) =>
    writer.db('webloom').collection<{ _id: string }>(name).insertMany(documents);
  const numbers = Array.from({ length: PAGES }, (_, n) => n);
  await insert(
    'pages',
    numbers.map((n) => samplePage('job_moved', `k${n}`)),
  );
  await insert(
    'snapshots',
    numbers.map((n) => sampleSnapshot(`job_moved:k${n}`, 1, { jobId: 'job_moved' })),
  );
  await writer.close();
  await mongo.close();
  await source.stop();
  const blobs = await createFileBlobStore({ folder: join(oldDir, 'blobs') });
  await blobs.put(KEY, Buffer.from('the text of a page'));
  const { code, err } = await runCli(['backup', place, '--data-dir', oldDir], { env: process.env });
  if (code !== 0) throw new Error(err);
  target = await startStore({ dataDir: join(folder, 'target'), port: 0 });
  client = await new MongoClient(address()).connect();
}, 60_000);
beforeEach(() => {
  restores += 1;
  dataDir = join(folder, `new-${restores}`);
});
afterAll(async () => {
  await client.close();
  await target.stop();
  rmSync(folder, { recursive: true, force: true });
});

const address = (login = ''): string => `mongodb://${login}127.0.0.1:${target.port}/?directConnection=true`;

function restoreTo(to: string, env: Record<string, string> = {}): Promise<Ran> {
  return runCli(['backup', 'restore', place, '--data-dir', dataDir, '--to', to], { env });
}

describe('a restore into MongoDB', () => {
  it('puts the documents there, the blobs into the data folder, and says both with what to set', async () => {
    const { code, out, err } = await restoreTo(address());
    expect([code, out]).toEqual([0, expect.stringContaining('Restored bak_')]);
    const db = client.db('webloom');
    const counts = ['jobs', 'pages', 'snapshots'].map((name) => db.collection(name).countDocuments());
    expect(await Promise.all(counts)).toEqual([1, PAGES, PAGES]);
    const blobs = await createFileBlobStore({ folder: join(dataDir, 'blobs') });
    expect(Buffer.from((await blobs.get(KEY)) ?? []).toString()).toBe('the text of a page');
    expect(existsSync(join(dataDir, 'store'))).toBe(false);
    expect(err).toContain(
      `Documents: the database webloom of ${address()}; blobs: ${join(dataDir, 'blobs')}`,
    );
    expect(err).toContain(`Start it: MONGODB_URI="${address()}" webloom up --data-dir ${dataDir}`);
    // The command that it names opens what was moved.
    const moved = await createMongo(address(), { dbName: 'webloom', appName: 'test' });
    expect((await moved.jobs.get('job_moved'))?.name).toBe('Kettles');
    await moved.close();
  });

  it('is refused by a database that is not empty, which is left as it was; another namespace takes it', async () => {
    await client.db('taken').collection('notes').insertOne({ text: 'mine' });
    const refused = await restoreTo(address(), { WEBLOOM_NAMESPACE: 'taken' });
    expect(refused).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringContaining('taken holds documents'),
    });
    expect(await client.db('taken').collection('notes').countDocuments()).toBe(1);
    expect(existsSync(dataDir)).toBe(false);
    const { code, err } = await restoreTo(address(), { WEBLOOM_NAMESPACE: 'second' });
    expect([code, err]).toEqual([0, expect.stringContaining('WEBLOOM_NAMESPACE=second webloom up')]);
    expect(await client.db('second').collection('pages').countDocuments()).toBe(PAGES);
  });

  it('is refused where nobody answers, in one line without the password', async () => {
    const { code, err } = await restoreTo('mongodb://anna:s3cret@127.0.0.1:1/');
    expect(code).toBe(7);
    expect(err).toContain('MongoDB does not answer at mongodb://•••@127.0.0.1:1/: connect ECONNREFUSED');
    expect(err).not.toMatch(/anna|s3cret/);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    ['http://anna:s3cret@host/', 'it begins with http://'],
    ['anna:s3cret@host', 'it does not begin with mongodb://'],
    ['mongodb://anna:s3cret', 'can not be read as an address of MongoDB. Write it as in'],
    ['mongodb://anna:s3cr@et@host/', 'can not be read as an address of MongoDB (Invalid connection string)'],
    ['mongodb://anna:s3cret@host/?safely=1', '(option safely is not supported)'],
    ['mongodb+srv://anna:s3cret@host:1/', '(mongodb+srv URI cannot have port number)'],
  ])('%s is refused by its form', async (to, words) => {
    const { code, out, err } = await restoreTo(to);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(words)]);
    expect(err).not.toMatch(/anna|s3cr/);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('is refused where the server does not take the login, without naming it', async () => {
    const { code, err } = await restoreTo(address('anna:s3cret@'));
    expect([code, err]).toEqual([7, expect.stringContaining(`does not answer at mongodb://•••@127.0.0.1:`)]);
    expect(err).not.toMatch(/anna|s3cret/);
  });

  it('tells the place of both parts in its document', async () => {
    const args = ['backup', 'restore', place, '--data-dir', dataDir, '--to', address(), '--json'];
    const { out } = await runCli(args, { env: { WEBLOOM_NAMESPACE: 'third' } });
    expect(JSON.parse(out)).toMatchObject({
      database: 'third',
      blobDir: join(dataDir, 'blobs'),
      removedJobs: 0,
    });
    expect(readFileSync(join(dataDir, 'blobs', 'store-id'), 'utf8')).not.toBe('');
  });
});
