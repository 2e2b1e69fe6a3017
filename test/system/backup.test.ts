// A backup taken while a run is going on, killed in its middle and repeated; restored into another database and folder, on
// which a second Webloom goes on. Into a folder and into a bucket.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBucket } from '../../adapters/s3/bucket.ts';
import { formatBucketAddress } from '../../domain/system/blob/bucket-place.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { TEST_KEYS, startVersitygw } from '../support/bucket/s3-server.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, newNamespace, startSystem } from '../support/system.ts';

const PAGES = 120;
const COMMAND = join(import.meta.dirname, '..', '..', 'dist', 'command', 'cli', 'main.js');

const services = inject('services');
const folder = mkdtempSync(join(tmpdir(), 'webloom-backup-'));
const place = join(folder, 'backup');
let pages: ManyPages;
let first: System;
/** Systems that are still to be closed. */
const running = new Set<System>();

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 100 });
  const env = { WEBLOOM_CHUNK_MAX: '10' };
  first = await startSystem({ services, name: 'backup', ownHosts: [pages.host], env });
  running.add(first);
});

afterAll(async () => {
  for (const system of running) await system.close();
  await pages?.close();
  rmSync(folder, { recursive: true, force: true });
});

const found = await startVersitygw();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
afterAll(async () => {
  if ('close' in found) await found.close();
});

interface Target {
  readonly namespace: string;
  readonly dataDir: string;
  /** To a bucket. */
  readonly access?: Readonly<Record<string, string>>;
}

function start(args: readonly string[], { namespace, dataDir, access = {} }: Target): ChildProcess {
  const env = {
    PATH: process.env['PATH'],
    MONGODB_URI: services.mongoUri,
    WEBLOOM_NAMESPACE: namespace,
    WEBLOOM_DATA_DIR: dataDir,
    ...access,
    // Such a text in the processes of other tests means nothing here.
    NODE_OPTIONS: '',
  };
  return spawn(process.execPath, [COMMAND, 'backup', ...args, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], target: Target): Promise<Record<string, unknown>> {
  const child = start(args, target);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (piece) => (out += String(piece)));
  child.stderr?.on('data', (piece) => (err += String(piece)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`backup ${args.join(' ')} ended with ${String(code)}: ${err}`);
  return JSON.parse(out);
}

test.skipIf('reason' in found)(
  `a backup into a bucket, killed in its middle, is none until it is repeated${why}`,
  async () => {
    if ('reason' in found) throw new Error(found.reason);
    const bucket = await found.newPlace();
    const address = formatBucketAddress(bucket);
    const access = { ...TEST_KEYS, WEBLOOM_S3_ENDPOINT: found.endpoint };
    const { namespace, dataDir } = first;
    const of = { namespace, dataDir, access };
    await first.completed(await first.createJob({ source: { kind: 'site', start: [pages.startUrl] } }));
    Object.assign(process.env, TEST_KEYS);
    const client = await openBucket(bucket);
    const killed = start([address], of);
    const ended = new Promise((resolve) => killed.once('close', resolve));
    await eventually(async () => (await client.facts(`${bucket.prefix}unfinished.json`)) !== null, 30_000);
    killed.kill('SIGKILL');
    await ended;
    await expect(run(['verify', address], of)).rejects.toThrow('was cut off before its end');
    const taken = await run([address], of);
    expect(taken).toMatchObject({ missing: 0, place: `${address} at ${found.endpoint}` });
    expect(await run(['verify', address], of)).toMatchObject({ whole: true, documents: taken['documents'] });
    const target = { namespace: newNamespace('bucket'), dataDir: join(folder, 'from-bucket'), access };
    const restored = await run(['restore', address], target);
    expect(restored).toMatchObject({ documents: taken['documents'], blobs: taken['blobs'] });
    const [there, here] = [join(dataDir, 'blobs'), join(target.dataDir, 'blobs')].map(archivesIn);
    expect(here).toEqual(there);
    expect(here?.length).toBeGreaterThan(0);
  },
  300_000,
);

/** No run changes them once it has ended. */
function archivesIn(blobs: string): string[] {
  return readdirSync(join(blobs, 'archives'), { recursive: true }).map(String).toSorted();
}

test('a backup of a working system, restored elsewhere, goes on there without a false change', async () => {
  const jobId = await first.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const watched = await first.createJob({
    source: { kind: 'pages', urls: [pages.startUrl] },
    schedule: { kind: 'interval', everyMs: 21_600_000 },
  });
  const whole = await first.completed(jobId);
  const before = pages.requests().length;
  const site = { source: { kind: 'site', start: [pages.startUrl] }, fetch: { delayMs: 500 } };
  const open = await first.start(await first.createJob(site));
  await eventually(() => pages.requests().length > before + 5, 30_000);

  const killed = start([place], first);
  await eventually(() => existsSync(join(place, 'unfinished.json')), 30_000);
  killed.kill('SIGKILL');
  await expect(run(['verify', place], first)).rejects.toThrow('was cut off before its end');
  const taken = await run([place], first);
  expect(isTerminal((await first.run(open._id)).state)).toBe(false);
  expect(taken).toMatchObject({ missing: 0 });
  expect(await run(['verify', place], first)).toMatchObject({ whole: true, documents: taken['documents'] });
  running.delete(first);
  await first.close();

  const target = { namespace: newNamespace('restored'), dataDir: join(folder, 'restored') };
  const restored = await run(['restore', place], target);
  expect(restored).toMatchObject({ documents: taken['documents'], blobs: taken['blobs'], migrated: [] });
  await expect(run(['restore', place], target)).rejects.toThrow('holds documents');
  // The key of stored secrets is kept apart; without any secret a new one is made.
  const env = { WEBLOOM_SECRET_KEY_OLD: 'lost' };
  const processes = { monitor: 1 };
  const second = await startSystem({
    services,
    name: 'restored',
    ownHosts: [pages.host],
    on: target,
    env,
    processes,
  });
  running.add(second);

  expect((await recount(second, whole)).faults).toEqual([]);
  const lost = await second.ended(open._id);
  expect([lost.state, lost.endingReason?.code]).toEqual(['failed', 'workflow-lost']);
  const again = await second.completed(jobId);
  expect((await recount(second, again)).faults).toEqual([]);
  expect(await second.mongo.history.changes({ runId: again._id, jobId, limit: 10 })).toEqual([]);
  const engine = second.ports.engine;
  await eventually(async () => (await engine.scheduleState(watched)) !== 'missing', 60_000);
}, 300_000);
